package io.understudy.providers.fal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class FalUploads {
    static final String STORAGE = "storage_type=fal-cdn-v3";

    private static final long LARGEST_ANSWER = 100_000;

    private final FalHttp wire;
    private final FalTransfer transfer;
    private final FalProperties properties;
    private final JsonMapper json = JsonMapper.shared();

    FalUploads(FalHttp wire, FalTransfer transfer, FalProperties properties) {
        this.wire = wire;
        this.transfer = transfer;
        this.properties = properties;
    }

    URI upload(Path file, String name, String contentType) throws InterruptedException {
        try {
            return Files.size(file) > properties.partsAbove().toBytes()
                    ? uploadInParts(file, name, contentType)
                    : uploadWhole(file, name, contentType);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The file to upload cannot be read", unreadable);
        }
    }

    private URI uploadWhole(Path file, String name, String contentType) throws IOException, InterruptedException {
        Place place = place("storage/upload/initiate", name, contentType);
        // The address to write to carries its own permission: no key.
        RequestBody body = RequestBody.create(file.toFile(), MediaType.get(contentType));
        patiently(() -> answer("PUT", place.target(), body));
        return place.address();
    }

    /** One part is in memory at a time, and only that part is sent again when the connection breaks. */
    private URI uploadInParts(Path file, String name, String contentType) throws IOException, InterruptedException {
        Place place = place("storage/upload/initiate-multipart", name, contentType);
        int size = Math.toIntExact(properties.partSize().toBytes());
        List<Map<String, Object>> parts = new ArrayList<>();
        try (InputStream bytes = Files.newInputStream(file)) {
            for (byte[] part = bytes.readNBytes(size); part.length > 0; part = bytes.readNBytes(size)) {
                int number = parts.size() + 1;
                URI target = below(place.target(), Integer.toString(number));
                RequestBody body = RequestBody.create(part, MediaType.get(contentType));
                parts.add(Map.of("partNumber", number, "etag", patiently(() -> etag(answer("PUT", target, body)))));
            }
        }
        RequestBody complete =
                RequestBody.create(json.writeValueAsString(Map.of("parts", parts)), MediaType.get("application/json"));
        patiently(() -> answer("POST", below(place.target(), "complete"), complete));
        return place.address();
    }

    private <T> T patiently(Supplier<T> question) throws InterruptedException {
        return wire.patiently(properties.giveUpAfter(), question);
    }

    /** What a host that fal named answers is read, and never shown. */
    private JsonNode answer(String method, URI target, RequestBody body) {
        try (Response response = transfer.send(new Request.Builder().method(method, body), target)) {
            if (!response.isSuccessful()) {
                throw FalTransfer.refused(response);
            }
            return wire.json(response.peekBody(LARGEST_ANSWER).string(), "PUT".equals(method));
        } catch (IOException broken) {
            throw new FalProblem.AnswerLost("The connection to a file at fal.ai broke off.", broken);
        }
    }

    private static String etag(JsonNode answer) {
        String etag = answer.path("etag").asString("");
        if (etag.isEmpty()) {
            throw new FalProblem.AnswerLost("fal.ai did not confirm a part of the upload.", null);
        }
        return etag;
    }

    /** A path below an address, in front of its query, which carries the permission. */
    private static URI below(URI address, String name) {
        String text = address.toString();
        int query = text.indexOf('?');
        return query < 0
                ? URI.create(text + "/" + name)
                : URI.create(text.substring(0, query) + "/" + name + text.substring(query));
    }

    /**
     * Where a file may be written.
     *
     * @param target takes the bytes
     * @param address where they are found afterwards
     */
    private record Place(URI target, URI address) {}

    private Place place(String path, String name, String contentType) throws InterruptedException {
        String wish = json.writeValueAsString(Map.of("content_type", contentType, "file_name", name));
        JsonNode answer = patiently(() -> wire.ask(wire.authorised(wire.rest(path + "?" + STORAGE))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(wish))));
        return new Place(address(answer, "upload_url"), address(answer, "file_url"));
    }

    private URI address(JsonNode answer, String field) {
        return transfer.required(answer.path(field).asString(""));
    }
}
