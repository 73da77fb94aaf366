package io.understudy.storage.web;

import io.understudy.storage.AlteredBlobFailure;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Aborts the download of something that was altered in storage, so that it cannot look complete. */
@RestControllerAdvice
class AlteredBlobAdvice {
    /** A response that has started cannot be withdrawn: the server closes the connection before its end. */
    @ExceptionHandler
    void refuse(AlteredBlobFailure failure, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            throw failure;
        }
        byte[] words = String.valueOf(failure.getMessage()).getBytes(StandardCharsets.UTF_8);
        response.resetBuffer();
        response.setHeader(HttpHeaders.ETAG, null);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, null);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setStatus(HttpStatus.INTERNAL_SERVER_ERROR.value());
        response.setContentType("text/plain;charset=utf-8");
        response.setContentLength(words.length);
        response.getOutputStream().write(words);
    }
}
