package io.understudy.providers.engines.probes;

import io.understudy.platform.core.Wording;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.comfy.ComfyProblem;
import io.understudy.providers.comfy.SftpLoraFolder;
import io.understudy.providers.engines.EngineAnswer;
import io.understudy.providers.engines.EngineAnswer.Fact;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineProbe;
import io.understudy.providers.engines.EngineSettings.ComfyUi;
import io.understudy.providers.engines.EngineSettings.SshAccess;
import io.understudy.providers.engines.probes.ProbeHttp.Answer;
import io.understudy.providers.ssh.SshConnections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

@Component
class ComfyUiProbe implements EngineProbe {
    private static final String NAME = "ComfyUI";
    private static final int MOST_NAMED = 12;

    private final ProbeHttp http;
    private final SshConnections connections;

    ComfyUiProbe(ProbeHttp http, SshConnections connections) {
        this.http = http;
        this.connections = connections;
    }

    @Override
    public EngineKind kind() {
        return EngineKind.COMFYUI;
    }

    @Override
    public EngineAnswer ask(EngineConnection engine) {
        ComfyUi settings = (ComfyUi) engine.settings();
        Map<String, String> headers = EngineHeaders.bearer(engine.secrets().read(EngineField.TOKEN));
        Answer stats = http.get(settings.address(), "/system_stats", headers).orProblem();
        JsonNode system = stats.require("system", NAME);
        JsonNode nodes = http.get(settings.address(), "/object_info", headers)
                .orProblem()
                .body();
        List<String> models = files(nodes, "UNETLoader", "unet_name");
        List<String> encoders = files(nodes, "DualCLIPLoader", "clip_name1");
        List<String> autoencoders = files(nodes, "VAELoader", "vae_name");
        List<Fact> facts = new ArrayList<>(List.of(
                stats.reached(),
                new Fact("Release", NAME + " " + system.path("comfyui_version").asString("unknown")),
                new Fact("Cards", cards(stats.body().path("devices"))),
                new Fact("Diffusion models", named(models)),
                new Fact("Text encoders", named(encoders)),
                new Fact("Autoencoders", named(autoencoders)),
                new Fact(
                        "LoRAs",
                        Integer.toString(
                                files(nodes, "LoraLoaderModelOnly", "lora_name").size()))));
        for (URI more : settings.more()) {
            String release = http.get(more, "/system_stats", headers)
                    .orProblem()
                    .require("system", NAME)
                    .path("comfyui_version")
                    .asString("unknown");
            facts.add(new Fact("Release at " + more.getAuthority(), NAME + " " + release));
        }
        SshAccess host = settings.loraHost();
        String problem = host == null ? "" : problem(SftpLoraFolder.of(engine, host, connections));
        if (host != null && problem.isEmpty()) {
            facts.add(new Fact("LoRA folder", settings.loraFolder() + " on " + host.host() + " can be written"));
        }
        EngineAnswer answer = EngineAnswer.of(facts.toArray(Fact[]::new))
                .offering("unet", models)
                .offering("clip", encoders)
                .offering("vae", autoencoders);
        if (!problem.isEmpty()) {
            return answer.withProblem(problem);
        }
        return models.isEmpty()
                ? answer.warning("It has no diffusion model: put one into its folder models/diffusion_models.")
                : answer;
    }

    /** What is wrong with it; empty for nothing. */
    private static String problem(SftpLoraFolder folder) {
        try {
            folder.rehearse();
            return "";
        } catch (ComfyProblem.Away away) {
            return away.words();
        } catch (JobFailure refused) {
            return refused.words() + " " + refused.advice();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String cards(JsonNode devices) {
        return devices.values().stream()
                .map(card -> card.path("name").asString("?")
                        + EngineHeaders.memory(card.path("vram_total").asLong(0)))
                .collect(Collectors.joining("; "));
    }

    /** Newer releases put the list into an object behind the word COMBO. */
    private static List<String> files(JsonNode nodes, String node, String input) {
        JsonNode choice = nodes.path(node).path("input").path("required").path(input);
        JsonNode list =
                choice.path(0).isArray() ? choice.path(0) : choice.path(1).path("options");
        return list.values().stream().map(name -> name.asString("")).toList();
    }

    private static String named(List<String> names) {
        return names.isEmpty() ? "none" : Wording.first(names, MOST_NAMED);
    }
}
