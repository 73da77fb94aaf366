package io.understudy.lora.format;

import java.io.IOException;

public class MalformedSafetensorsException extends IOException {
    public MalformedSafetensorsException(String message) {
        super(message);
    }

    public MalformedSafetensorsException(String message, Throwable cause) {
        super(message, cause);
    }
}
