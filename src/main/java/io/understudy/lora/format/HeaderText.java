package io.understudy.lora.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

final class HeaderText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int FIELD = 8;

    private HeaderText() {}

    /** The length field and the header, padded with spaces so that the data is aligned to eight bytes. */
    static byte[] bytes(Map<String, String> metadata, Collection<TensorInfo> tensors) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Without a mapper, as JsonTree reads.
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            if (!metadata.isEmpty()) {
                out.writeObjectPropertyStart(SafetensorsHeader.METADATA);
                metadata.forEach(out::writeStringProperty);
                out.writeEndObject();
            }
            for (TensorInfo tensor : tensors) {
                out.writeObjectPropertyStart(tensor.name());
                out.writeStringProperty("dtype", tensor.type().name());
                out.writeArrayPropertyStart("shape");
                tensor.shape().forEach(out::writeNumber);
                out.writeEndArray();
                out.writeArrayPropertyStart("data_offsets");
                out.writeNumber(tensor.begin());
                out.writeNumber(tensor.end());
                out.writeEndArray();
                out.writeEndObject();
            }
            out.writeEndObject();
        }
        byte[] json = bytes.toByteArray();
        int length = (json.length + FIELD - 1) / FIELD * FIELD;
        byte[] padded = new byte[FIELD + length];
        ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(json);
        Arrays.fill(padded, FIELD + json.length, padded.length, (byte) ' ');
        return padded;
    }
}
