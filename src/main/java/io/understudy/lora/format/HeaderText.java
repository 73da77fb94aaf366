package io.understudy.lora.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

final class HeaderText {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int FIELD = 8;

    private HeaderText() {}

    /** The length field and the header, padded with spaces so that the data is aligned to eight bytes. */
    static byte[] bytes(Map<String, String> metadata, Collection<TensorInfo> tensors) {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = root.putObject(SafetensorsHeader.METADATA);
            metadata.forEach(texts::put);
        }
        for (TensorInfo tensor : tensors) {
            ObjectNode node = root.putObject(tensor.name());
            node.put("dtype", tensor.type().name());
            ArrayNode shape = node.putArray("shape");
            tensor.shape().forEach(shape::add);
            node.putArray("data_offsets").add(tensor.begin()).add(tensor.end());
        }
        byte[] json = JSON.writeValueAsBytes(root);
        int length = (json.length + FIELD - 1) / FIELD * FIELD;
        byte[] padded = new byte[FIELD + length];
        ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(json);
        Arrays.fill(padded, FIELD + json.length, padded.length, (byte) ' ');
        return padded;
    }
}
