package io.understudy.lora.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/**
 * The checked header: {@code 8 bytes little-endian length N, N bytes of JSON}, then the data. Every tensor lies inside the
 * data, sizes agree with shape and type, and the tensors cover the data without overlap or gap.
 *
 * @param metadata the free texts under {@code __metadata__}, in file order
 * @param tensors  by name, in header order
 */
public record SafetensorsHeader(Map<String, String> metadata, Map<String, TensorInfo> tensors) {
    /** Longest header that is read, in bytes: a third of what the format allows, ten times what trainers write. */
    public static final long MAX_LENGTH = 32_000_000;

    /** Names, numbers and brackets of a header: a tensor has about 16. */
    static final int MOST_TOKENS = 1_000_000;

    static final String METADATA = "__metadata__";

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxTokenCount(MOST_TOKENS)
                    .maxStringLength((int) MAX_LENGTH)
                    .maxNestingDepth(4)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    public SafetensorsHeader {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    static void checkSize(long fileSize) throws MalformedSafetensorsException {
        if (fileSize < 8) {
            throw new MalformedSafetensorsException(
                    "The file has %d bytes; a safetensors file has at least 8.".formatted(fileSize));
        }
    }

    /**
     * Checks the length field against the file size.
     *
     * @param length   value of the first eight bytes
     * @param fileSize whole file in bytes
     */
    static void checkLength(long length, long fileSize) throws MalformedSafetensorsException {
        if (length < 2 || length > MAX_LENGTH) {
            refuseOtherFormats(length);
            throw new MalformedSafetensorsException(
                    "The header length %s is outside 2 to %d bytes: this is no safetensors file."
                            .formatted(Long.toUnsignedString(length), MAX_LENGTH));
        }
        if (8 + length > fileSize) {
            throw new MalformedSafetensorsException(
                    "The header announces %d bytes, but the file has only %d after the length field: it is cut off."
                            .formatted(length, fileSize - 8));
        }
    }

    /**
     * Names the formats that people confuse with this one. Only asked when the length field makes no sense: a sound file
     * may begin with any of these bytes.
     *
     * @param field the first eight bytes, little-endian
     */
    private static void refuseOtherFormats(long field) throws MalformedSafetensorsException {
        int first = (int) field;
        if (first == 0x04034b50) {
            throw new MalformedSafetensorsException(
                    "This is a zip archive, as PyTorch writes .pt, .bin and .ckpt files:"
                            + " pickle-based weights, which can run code when they are loaded, are not read. Convert the file to"
                            + " safetensors where it was made.");
        }
        int protocol = first >>> 8 & 0xff;
        if ((first & 0xff) == 0x80 && protocol >= 2 && protocol <= 5) {
            throw new MalformedSafetensorsException(
                    "This is a Python pickle (protocol %d), as old .pt, .bin and .ckpt files are:".formatted(protocol)
                            + " pickle-based weights, which can run code when they are loaded, are not read. Convert the file to"
                            + " safetensors where it was made.");
        }
        if (first == 0x46554747) {
            throw new MalformedSafetensorsException(
                    "This is a GGUF file, which holds quantised whole models, no LoRA in safetensors form.");
        }
        String start = text(field);
        if (start.startsWith("<!doct") || start.startsWith("<html")) {
            throw new MalformedSafetensorsException(
                    "This is a web page, not a LoRA: the download led to a sign-in page or an error. Download the"
                            + " file again.");
        }
        if (start.equals("version ")) {
            throw new MalformedSafetensorsException(
                    "This is the pointer that Git LFS keeps in place of a file, not the file: fetch it with git lfs pull, or"
                            + " download it from its page.");
        }
    }

    private static String text(long field) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(field)
                .array();
        return new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    /**
     * Parses and checks the JSON part.
     *
     * @param json     header bytes without the length field
     * @param dataSize bytes that follow the header
     */
    static SafetensorsHeader parse(byte[] json, long dataSize) throws MalformedSafetensorsException {
        requireText(json);
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        // Entry by entry: the tree of a large header takes forty times its bytes.
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                JsonNode value = JsonTree.read(parser);
                if (name.equals(METADATA)) {
                    readMetadata(value, metadata);
                } else {
                    tensors.put(name, readTensor(name, value, dataSize));
                }
            }
            if (parser.nextToken() != null) {
                throw new MalformedSafetensorsException("The header has text after its JSON object.");
            }
        } catch (StreamConstraintsException tooMuch) {
            throw new MalformedSafetensorsException(
                    "The header has more parts than that of any LoRA: %s.".formatted(tooMuch.getOriginalMessage()),
                    tooMuch);
        } catch (JacksonException notJson) {
            throw new MalformedSafetensorsException(
                    "The header is not valid JSON: %s.".formatted(notJson.getOriginalMessage()), notJson);
        }
        checkCoverage(tensors, dataSize);
        return new SafetensorsHeader(metadata, tensors);
    }

    private static void requireText(byte[] json) throws MalformedSafetensorsException {
        if (json.length == 0 || json[0] != '{') {
            throw new MalformedSafetensorsException("The header does not begin with '{': this is no safetensors file.");
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedSafetensorsException("The header is not valid UTF-8.", notUtf8);
        }
    }

    private static void readMetadata(JsonNode node, Map<String, String> into) throws MalformedSafetensorsException {
        if (!node.isObject()) {
            throw new MalformedSafetensorsException("__metadata__ is not a JSON object.");
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!entry.getValue().isString()) {
                throw new MalformedSafetensorsException(
                        "__metadata__ entry \"%s\" is not a text.".formatted(entry.getKey()));
            }
            into.put(entry.getKey(), entry.getValue().stringValue());
        }
    }

    private static TensorInfo readTensor(String name, JsonNode node, long dataSize)
            throws MalformedSafetensorsException {
        if (!node.isObject()) {
            throw broken(name, "is not described by a JSON object");
        }
        String typeName = node.path("dtype").asString("");
        TensorType type = TensorType.named(typeName)
                .orElseThrow(() -> broken(name, "has the unknown dtype \"" + typeName + "\""));
        List<Long> shape = readLongs(name, node.path("shape"), "shape");
        List<Long> offsets = readLongs(name, node.path("data_offsets"), "data_offsets");
        if (offsets.size() != 2) {
            throw broken(name, "has %d data_offsets instead of 2".formatted(offsets.size()));
        }
        long begin = offsets.get(0);
        long end = offsets.get(1);
        if (begin > end) {
            throw broken(name, "begins at byte %d and ends before it, at %d".formatted(begin, end));
        }
        if (end > dataSize) {
            throw broken(
                    name,
                    "lies at bytes %d to %d, outside the %d bytes of data: the file is cut off or its header is wrong"
                            .formatted(begin, end, dataSize));
        }
        long wanted = type.bytes();
        try {
            for (long dimension : shape) {
                wanted = Math.multiplyExact(wanted, dimension);
            }
        } catch (ArithmeticException tooLarge) {
            throw broken(name, "has a shape %s too large for any file".formatted(shape));
        }
        if (wanted != end - begin) {
            throw broken(
                    name,
                    "has shape %s of %s, which needs %d bytes, but data_offsets give %d"
                            .formatted(shape, type, wanted, end - begin));
        }
        return new TensorInfo(name, type, shape, begin, end);
    }

    private static List<Long> readLongs(String name, JsonNode node, String field) throws MalformedSafetensorsException {
        if (!node.isArray()) {
            throw broken(name, "has no list \"" + field + "\"");
        }
        List<Long> values = new ArrayList<>();
        for (JsonNode element : node) {
            if (!element.isIntegralNumber() || !element.canConvertToLong() || element.longValue() < 0) {
                throw broken(name, "has %s in \"%s\", not a whole number from 0 on".formatted(element, field));
            }
            values.add(element.longValue());
        }
        return values;
    }

    private static void checkCoverage(Map<String, TensorInfo> tensors, long dataSize)
            throws MalformedSafetensorsException {
        List<TensorInfo> byPlace = new ArrayList<>(tensors.values());
        byPlace.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
        long reached = 0;
        String previous = "the header";
        for (TensorInfo tensor : byPlace) {
            if (tensor.begin() < reached) {
                throw broken(
                        tensor.name(),
                        "begins at byte %d and overlaps \"%s\", which ends at %d"
                                .formatted(tensor.begin(), previous, reached));
            }
            if (tensor.begin() > reached) {
                throw broken(
                        tensor.name(),
                        "begins at byte %d, leaving a gap after \"%s\", which ends at %d"
                                .formatted(tensor.begin(), previous, reached));
            }
            reached = tensor.end();
            previous = tensor.name();
        }
        if (reached != dataSize) {
            throw new MalformedSafetensorsException(
                    "%d bytes follow the last tensor; they belong to nothing.".formatted(dataSize - reached));
        }
    }

    private static MalformedSafetensorsException broken(String tensor, String what) {
        return new MalformedSafetensorsException("Tensor \"%s\" %s.".formatted(tensor, what));
    }
}
