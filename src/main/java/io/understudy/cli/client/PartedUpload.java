package io.understudy.cli.client;

import io.understudy.bundle.Hashes;
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
    public JsonNode send(String fileName, byte[] file, String key) throws InterruptedException {
        ObjectNode announced = JsonMapper.shared().createObjectNode();
        announced.put("fileName", fileName).put("size", file.length).put("sha256", Hashes.hex(file));
        JsonNode upload = api.post(uploads, announced.toString(), key + "-begin");
        String path = "uploads/" + ApiClient.part(upload.path("id").asString(""));
        int offset = Math.max(0, upload.path(OFFSET).asInt(0));
        while (offset < file.length) {
            offset = sendPart(path, offset, Arrays.copyOfRange(file, offset, Math.min(file.length, offset + PART)));
        }
        return api.post(path + "/complete", "", key);
    }

    /** @return how many bytes of the file the server has now: also those of a part whose answer was lost */
    private int sendPart(String path, int offset, byte[] part) throws InterruptedException {
        int now;
        try {
            now = api.patch(path, offset, part).path(OFFSET).asInt(0);
        } catch (ApiException refused) {
            now = refused.status() == CONFLICT ? api.get(path).path(OFFSET).asInt(0) : 0;
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
