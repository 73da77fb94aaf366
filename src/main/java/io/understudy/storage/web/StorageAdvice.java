package io.understudy.storage.web;

import io.understudy.platform.web.Attachment;
import io.understudy.platform.web.PlainText;
import io.understudy.storage.AlteredBlobFailure;
import io.understudy.storage.StoreUnreachable;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers for the two exceptions of storage, which the platform's {@code ErrorAdvice} must not know. */
@RestControllerAdvice
class StorageAdvice {
    @ExceptionHandler
    ResponseEntity<String> answerLater(StoreUnreachable failure, HttpServletResponse response) {
        if (response.isCommitted()) {
            throw failure;
        }
        Attachment.takeBack(response);
        return PlainText.answer(
                HttpStatus.SERVICE_UNAVAILABLE, "The object store does not answer. Try again in a moment.");
    }

    /**
     * Aborts the download of something that was altered in storage, so that it cannot look complete. A response that
     * has started cannot be withdrawn: the server closes the connection before its end.
     */
    @ExceptionHandler
    void refuse(AlteredBlobFailure failure, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            throw failure;
        }
        byte[] words = String.valueOf(failure.getMessage()).getBytes(StandardCharsets.UTF_8);
        Attachment.takeBack(response);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setStatus(HttpStatus.INTERNAL_SERVER_ERROR.value());
        response.setContentType("text/plain;charset=utf-8");
        response.setContentLength(words.length);
        response.getOutputStream().write(words);
    }
}
