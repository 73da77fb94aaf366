package io.understudy.providers.engines.probes;

import io.understudy.providers.engines.EngineAnswer;
import io.understudy.providers.engines.EngineAnswer.Fact;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineProbe;
import io.understudy.providers.engines.EngineProblem;
import io.understudy.providers.engines.EngineSettings.AiToolkit;
import io.understudy.providers.engines.probes.ProbeHttp.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

@Component
class AiToolkitProbe implements EngineProbe {
    private static final String CARDS = "/api/gpu";
    private static final long MIB = 1 << 20;

    private final ProbeHttp http;

    AiToolkitProbe(ProbeHttp http) {
        this.http = http;
    }

    @Override
    public EngineKind kind() {
        return EngineKind.AI_TOOLKIT;
    }

    @Override
    public EngineAnswer ask(EngineConnection engine) {
        AiToolkit settings = (AiToolkit) engine.settings();
        Map<String, String> token = EngineHeaders.bearer(engine.secrets().read(EngineField.TOKEN));
        boolean isOpen = http.get(settings.address(), CARDS, Map.of()).status() == 200;
        Answer answer = http.get(settings.address(), CARDS, token).orProblem();
        List<JsonNode> cards = List.copyOf(answer.require("gpus", "ai-toolkit").values());
        List<Integer> missing = settings.cards().stream()
                .filter(number ->
                        cards.stream().noneMatch(card -> card.path("index").asInt(-1) == number))
                .toList();
        if (cards.isEmpty() || !missing.isEmpty()) {
            throw new EngineProblem(
                    answer.host()
                            + (cards.isEmpty()
                                    ? " has no card."
                                    : " has no card with the number " + missing.getFirst() + ".")
                            + " Check its driver and the cards entered here.",
                    null);
        }
        EngineAnswer good = EngineAnswer.of(
                        answer.reached(),
                        new Fact(
                                "Cards",
                                cards.stream().map(AiToolkitProbe::described).collect(Collectors.joining("; "))))
                .offering(
                        EngineField.CARDS.property(),
                        cards.stream()
                                .map(card -> String.valueOf(card.path("index").asInt(0)))
                                .toList());
        return isOpen
                ? good.warning(
                        "It answers without a token, so everyone who reaches it can start jobs, read files and delete"
                                + " datasets there. Set AI_TOOLKIT_AUTH on it and enter that token here.")
                : good;
    }

    /** Memory is counted in MiB there. */
    private static String described(JsonNode card) {
        return card.path("index").asInt(0) + ": " + card.path("name").asString("?")
                + EngineHeaders.memory(card.path("memory").path("total").asLong(0) * MIB);
    }
}
