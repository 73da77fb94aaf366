package io.understudy.training.backends.fal;

import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.fal.FalClient;
import io.understudy.providers.fal.FalProblem;
import io.understudy.providers.fal.FalRequestPolling;
import io.understudy.providers.fal.FalResult;
import io.understudy.storage.SpoolDirectory;
import io.understudy.training.backends.api.RunReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

class FalResultCollector {
    private final FalClient client;
    private final SpoolDirectory spool;
    private final RunReporter reporter;

    FalResultCollector(FalClient client, SpoolDirectory spool, RunReporter reporter) {
        this.client = client;
        this.spool = spool;
        this.reporter = reporter;
    }

    /**
     * @return the address of the LoRA, which is remembered from then on
     * @throws FalRequestFailure when the model itself says that there is none
     */
    String result(FalRequestPolling polling) throws InterruptedException {
        FalResult result;
        try {
            result = polling.result(output -> polling.mayFetch(lora(output)));
        } catch (FalProblem.Refused refused) {
            refused.billedUnits().ifPresent(reporter::billed);
            throw new FalRequestFailure(refused, polling.ticket());
        }
        result.billedUnits().ifPresent(reporter::billed);
        JsonNode output = result.output();
        String lora = lora(output);
        // The file outlives the answer that names it: a crash from here on loses nothing.
        reporter.remember(FalJobState.accepted(polling.ticket()).delivered(lora).text());
        config(output.path("config_file").path("url").asString(""));
        return lora;
    }

    private static String lora(JsonNode output) {
        return output.path("diffusers_lora_file").path("url").asString("");
    }

    /** The config is of interest, not needed: the LoRA is not lost for its sake. */
    private void config(String address) throws InterruptedException {
        if (address.isEmpty()) {
            return;
        }
        try {
            Path file = spool.temporary();
            try {
                client.download(address, file);
                reporter.config(Files.readString(file));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (FalProblem | IOException missing) {
            reporter.log("The trainer's config could not be copied: " + missing.getMessage());
        }
    }

    /** @param goOn throws when the job should stop */
    void copy(FalRequestPolling polling, String lora, Runnable goOn) throws IOException, InterruptedException {
        Path file = spool.temporary();
        try {
            polling.download(lora, file);
            try (SafetensorsFile checked = SafetensorsFile.open(file)) {
                reporter.log("Copied " + Files.size(file) + " bytes with "
                        + checked.tensors().size() + " tensors");
            } catch (MalformedSafetensorsException broken) {
                throw new JobFailure(
                        "What fal.ai delivered is no LoRA file: " + broken.getMessage(),
                        "Resume the run to copy it again, which is free; if it stays, look at request "
                                + polling.ticket().requestId() + " in fal.ai's own list.",
                        broken);
            }
            goOn.run();
            reporter.finished(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
