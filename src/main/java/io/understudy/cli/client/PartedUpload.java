package io.understudy.cli.client;

import io.understudy.bundle.Hashes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sends a large file in parts: a lost connection costs one of them, also where the command is repeated later. */
public final class PartedUpload {
    private static final int PART = 8_000_000;
    private static final int CONFLICT = 409;
    private static final String OFFSET = "offset";

    private final ApiClient api;
    private final String uploads;

    /** @param uploads the address of a character's uploads, below {@code /api/v1/} */
    public PartedUpload(ApiClient api, String uploads) {
        this.api = api;
        this.uploads = uploads;
    }

    /** Whether a file has more than one part. */
    public static boolean isFor(byte[] file) {
        return file.length > PART;
    }

    /**
     * As {@link ApiClient#upload}.
     *
     * @param key of the request that completes it
     */
    public JsonNode send(String fileName, byte[] file, String key) throws IOException, InterruptedException {
        Parts parts = (from, to) -> Arrays.copyOfRange(file, (int) from, (int) to);
        return send(fileName, file.length, Hashes.hex(file), key, parts);
    }

    /** The same of a file on disk. */
    public JsonNode send(String fileName, Path file, String key) throws IOException, InterruptedException {
        try (FileChannel channel = FileChannel.open(file)) {
            return send(fileName, channel.size(), Hashes.ofFile(file), key, (from, to) -> {
                ByteBuffer part = ByteBuffer.allocate((int) (to - from));
                while (part.hasRemaining()) {
                    if (channel.read(part, from + part.position()) < 0) {
                        throw new IOException("%s became shorter while it was sent".formatted(fileName));
                    }
                }
                return part.array();
            });
        }
    }

    @FunctionalInterface
    private interface Parts {
        byte[] read(long from, long to) throws IOException;
    }

    private JsonNode send(String fileName, long size, String sha256, String key, Parts parts)
            throws IOException, InterruptedException {
        ObjectNode announced = JsonMapper.shared().createObjectNode();
        announced.put("fileName", fileName).put("size", size).put("sha256", sha256);
        JsonNode upload = api.post(uploads, announced.toString(), key + "-begin");
        String path = "uploads/" + ApiClient.part(upload.path("id").asString(""));
        long offset = Math.max(0, upload.path(OFFSET).asLong(0));
        while (offset < size) {
            offset = sendPart(path, offset, parts.read(offset, Math.min(size, offset + PART)));
        }
        return api.post(path + "/complete", "", key);
    }

    /** @return how many bytes of the file the server has now: also those of a part whose answer was lost */
    private long sendPart(String path, long offset, byte[] part) throws InterruptedException {
        long now;
        try {
            now = api.patch(path, offset, part).path(OFFSET).asLong(0);
        } catch (ApiException refused) {
            now = refused.status() == CONFLICT ? api.get(path).path(OFFSET).asLong(0) : 0;
            if (now <= offset) {
                throw refused;
            }
        }
        if (now <= offset) {
            throw new ApiException(0, "The server took a part of the file and does not have it.");
        }
        return now;
    }
}
