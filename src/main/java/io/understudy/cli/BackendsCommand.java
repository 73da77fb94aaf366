package io.understudy.cli;

import io.understudy.cli.client.ApiClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

@Command(
        name = "backends",
        sortOptions = false,
        description = "Lists where runs can be computed: the ids for launch --backend, what each charges, its presets"
                + " and the names for --option.",
        exitCodeListHeading = ClientCommand.STATUS,
        exitCodeList = {
            "0:the backends are listed",
            ClientCommand.STATUS_INPUT,
            ClientCommand.STATUS_NO_ANSWER,
            ClientCommand.STATUS_DECLINED
        })
final class BackendsCommand extends ClientCommand {
    @Override
    public Integer call() throws IOException, InterruptedException {
        ArrayNode backends = JSON.createArrayNode();
        try (ApiClient api = client()) {
            backends.addAll(api.items("backends"));
        }
        report(
                object().set("backends", backends),
                backends.valueStream()
                        .flatMap(backend -> described(backend).stream())
                        .toList());
        return 0;
    }

    private static List<String> described(JsonNode backend) {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s, for %s, %s"
                .formatted(
                        backend.path("id").asString(""),
                        backend.path("name").asString(""),
                        backend.path("baseModel").asString(""),
                        price(backend)));
        String obstacle = backend.path("obstacle").asString("");
        if (!obstacle.isEmpty()) {
            lines.add("  cannot be chosen now: " + obstacle);
        }
        backend.path("presets")
                .forEach(preset -> lines.add("  preset %s: %d steps, learning rate %s, rank %d"
                        .formatted(
                                preset.path("name").asString(""),
                                preset.path("steps").asInt(0),
                                preset.path("learningRate").asString(""),
                                preset.path("rank").asInt(0))));
        backend.path("options")
                .forEach(option -> lines.add("  option %s: %s; %s where none is chosen"
                        .formatted(
                                option.path("name").asString(""),
                                option.path("choices")
                                        .valueStream()
                                        .map(choice -> choice.asString(""))
                                        .collect(Collectors.joining(", ")),
                                option.path("value").asString(""))));
        return lines;
    }

    private static String price(JsonNode backend) {
        if (backend.path("free").asBoolean(false)) {
            return "free";
        }
        JsonNode price = backend.path("price");
        String unit = price.path("unit").asString("");
        return price.path("dollars").isNumber()
                ? "$" + price.path("dollars").asString() + " for " + unit
                : "charges, and has no price yet";
    }
}
