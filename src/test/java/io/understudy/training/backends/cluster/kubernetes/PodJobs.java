package io.understudy.training.backends.cluster.kubernetes;

import io.understudy.providers.engines.EngineSettings.KubernetesJob;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Jobs for tests of what starts them. */
final class PodJobs {
    private PodJobs() {}

    static KubernetesJob settings(String queue) {
        return settings("python:3.13-slim", queue);
    }

    static KubernetesJob settings(String image, String queue) {
        return new KubernetesJob(image, 1, 0, 0, 1, queue, "", "", List.of(), List.of(), "", "", "", "");
    }

    /** A folder that needs no store: its files are in the links, and no copy is kept. */
    static String links(String folder, Map<String, String> files) {
        return data(JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "folder", folder,
                        "index", Map.of("get", data("{}"), "put", data("")),
                        "inputs",
                                files.entrySet().stream()
                                        .map(file -> Map.of(
                                                "name", file.getKey(), "tag", "1", "link", data(file.getValue())))
                                        .toList(),
                        "slots", Collections.nCopies(20, Map.of("get", data(""), "put", data(""))))));
    }

    private static String data(String content) {
        return "data:," + URLEncoder.encode(content, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
