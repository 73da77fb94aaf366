package io.understudy.mini;

import java.io.IOException;

/** A LoRA file is sound, but made for another model; the message names both. */
public class UnfitLoraException extends IOException {
    public UnfitLoraException(String message) {
        super(message);
    }
}
