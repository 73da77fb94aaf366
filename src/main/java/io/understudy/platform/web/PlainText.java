package io.understudy.platform.web;

import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A sentence as the answer to a request. */
public final class PlainText {
    private PlainText() {}

    public static ResponseEntity<String> answer(HttpStatus status, String words) {
        return uncached(status, new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(words);
    }

    static ResponseEntity.BodyBuilder uncached(HttpStatus status, MediaType type) {
        return ResponseEntity.status(status)
                .contentType(type)
                .cacheControl(CacheControl.noStore())
                .header("X-Content-Type-Options", "nosniff");
    }
}
