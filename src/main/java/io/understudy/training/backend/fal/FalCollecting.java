package io.understudy.training.backend.fal;

import io.understudy.fal.FalClient;
import io.understudy.fal.FalProblem;
import io.understudy.fal.FalResult;
import io.understudy.fal.FalTicket;
import io.understudy.safetensors.MalformedSafetensorsException;
import io.understudy.safetensors.SafetensorsFile;
import io.understudy.training.backend.BackendProblem;
import io.understudy.training.backend.RunReporter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** Copies what fal.ai made to this server, as long as fal keeps it. */
class FalCollecting {
    private final FalClient client;
    private final RunReporter reporter;

    FalCollecting(FalClient client, RunReporter reporter) {
        this.client = client;
        this.reporter = reporter;
    }

    /** @return the address of the LoRA, which is remembered from then on */
    String result(FalTicket ticket) throws InterruptedException {
        FalResult result;
        try {
            result = client.result(ticket);
        } catch (FalProblem.Refused refused) {
            reporter.remember(FalMemo.OVER.text());
            if (refused.status() == 404) {
                throw new BackendProblem(
                        "fal.ai has thrown the result away: it keeps it for less than an hour, and this server did not"
                                + " ask in time.",
                        "Look for the file in fal.ai's own list of requests, or launch the run again.",
                        refused);
            }
            throw FalWords.of(refused, reporter);
        }
        result.billedUnits().ifPresent(reporter::billed);
        JsonNode output = result.output();
        String lora = output.path("diffusers_lora_file").path("url").asString("");
        if (lora.isEmpty()) {
            throw new BackendProblem(
                    "fal.ai's result names no LoRA file.",
                    "Look at request " + ticket.requestId() + " in fal.ai's own list.",
                    null);
        }
        // The file outlives the answer that names it: a crash from here on loses nothing.
        reporter.remember(FalMemo.accepted(ticket).delivered(lora).text());
        config(output.path("config_file").path("url").asString(""));
        return lora;
    }

    /** The config is of interest, not needed: the LoRA is not lost for its sake. */
    private void config(String address) throws InterruptedException {
        if (address.isEmpty()) {
            return;
        }
        try {
            Path file = Files.createTempFile("fal-config", ".json");
            try {
                client.download(URI.create(address), file);
                reporter.config(Files.readString(file));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (FalProblem | IOException | IllegalArgumentException missing) {
            reporter.log("The trainer's config could not be copied: " + missing.getMessage());
        }
    }

    /** @param goOn throws when the job shall stop */
    void copy(String lora, Runnable goOn) throws IOException, InterruptedException {
        Path file = Files.createTempFile("fal-lora", ".safetensors");
        try {
            client.download(URI.create(lora), file);
            try (SafetensorsFile checked = SafetensorsFile.open(file)) {
                reporter.log("Copied " + Files.size(file) + " bytes with "
                        + checked.tensors().size() + " tensors");
            } catch (MalformedSafetensorsException broken) {
                throw new BackendProblem(
                        "What fal.ai delivered is no LoRA file: " + broken.getMessage(),
                        "Resume the run to copy it again; if it stays, look at the request in fal.ai's own list.",
                        broken);
            }
            goOn.run();
            reporter.finished(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
