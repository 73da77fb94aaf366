package io.understudy.platform.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** A file that a browser saves and neither shows nor keeps in its cache. */
public final class Attachment {
    private static final MediaType ZIP = new MediaType("application", "zip");
    private static final List<String> OF_A_FILE = List.of(
            HttpHeaders.ETAG, HttpHeaders.CONTENT_DISPOSITION, HttpHeaders.CONTENT_RANGE, HttpHeaders.ACCEPT_RANGES);

    private Attachment() {}

    /** @param type says nothing about files that someone uploaded: {@code application/octet-stream} */
    public static HttpHeaders headers(String fileName, MediaType type) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(type);
        headers.setContentDisposition(ContentDisposition.attachment()
                .filename(fileName, StandardCharsets.UTF_8)
                .build());
        headers.setCacheControl(CacheControl.noStore());
        headers.set("X-Content-Type-Options", "nosniff");
        return headers;
    }

    /** Leaves nothing of the file in a response that was not sent yet, so that it can say what went wrong. */
    public static void takeBack(HttpServletResponse response) {
        response.resetBuffer();
        OF_A_FILE.forEach(header -> response.setHeader(header, null));
    }

    /** Where the bytes of the archive go; its length is not known when it begins. */
    public static OutputStream zip(String fileName, HttpServletResponse response) throws IOException {
        headers(fileName, ZIP).forEach((name, values) -> response.setHeader(name, values.getFirst()));
        return response.getOutputStream();
    }
}
