package io.understudy.lora.format;

import java.io.IOException;
import java.io.OutputStream;

/** What can be written as a safetensors file. */
public interface SafetensorsContent {
    SafetensorsWriter writer();

    /** Writes the file; the stream is left open. */
    default void writeTo(OutputStream out) throws IOException {
        writer().writeTo(out);
    }

    default byte[] toBytes() {
        return writer().toBytes();
    }
}
