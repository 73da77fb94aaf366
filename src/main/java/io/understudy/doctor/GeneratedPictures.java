package io.understudy.doctor;

import io.understudy.training.SamplePicture;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionCard;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.SheetSummary;
import io.understudy.versions.sheets.measures.SheetMeasureService;
import io.understudy.versions.sheets.measures.SheetMeasures;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The pictures that show what a LoRA does: its latest test sheet, else the last samples of its run. */
@Component
class GeneratedPictures {
    private static final Logger log = LoggerFactory.getLogger(GeneratedPictures.class);

    private final SheetService sheets;
    private final SheetMeasureService measures;
    private final RunService runs;

    GeneratedPictures(SheetService sheets, SheetMeasureService measures, RunService runs) {
        this.sheets = sheets;
        this.measures = measures;
        this.runs = runs;
    }

    GeneratedFacts announced(DiagnosisSubject patient) {
        Optional<SheetSummary> sheet = sheet(patient);
        if (sheet.isPresent()) {
            return GeneratedFacts.pending(name(sheet.get()));
        }
        List<SamplePicture> samples = samples(patient);
        return samples.isEmpty() ? nothing() : GeneratedFacts.pending(name(samples));
    }

    CompletableFuture<GeneratedFacts> measure(DiagnosisSubject patient) {
        Optional<SheetSummary> sheet = sheet(patient);
        if (sheet.isPresent()) {
            return facts(name(sheet.get()), measures.measure(sheet.get().id()));
        }
        List<SamplePicture> samples = samples(patient);
        return samples.isEmpty()
                ? CompletableFuture.completedFuture(nothing())
                : facts(
                        name(samples),
                        measures.measureSamples(samples, patient.run().snapshot()));
    }

    private static CompletableFuture<GeneratedFacts> facts(String name, CompletableFuture<SheetMeasures> measured) {
        return measured.handle((found, problem) -> {
            if (problem != null) {
                log.warn("The pictures of {} could not be measured", name, problem);
                return GeneratedFacts.notMeasured(name, "The pictures of %s could not be measured.".formatted(name));
            }
            return GeneratedFacts.measured(name, found);
        });
    }

    private Optional<SheetSummary> sheet(DiagnosisSubject patient) {
        VersionCard version = patient.version();
        return version == null
                ? Optional.empty()
                : sheets.ofVersion(version.id()).stream()
                        .filter(sheet -> sheet.pictures() > 0)
                        .findFirst();
    }

    /** Those generated after the first step; what was generated before it says nothing about the LoRA. */
    private List<SamplePicture> samples(DiagnosisSubject patient) {
        List<SamplePicture> all = runs.samples(patient.run().id());
        return all.stream().anyMatch(sample -> sample.step() > 0) ? all : List.of();
    }

    private static String name(SheetSummary sheet) {
        return "Test sheet " + sheet.number();
    }

    private static String name(List<SamplePicture> samples) {
        return "Samples at step "
                + samples.stream().mapToInt(SamplePicture::step).max().orElse(0);
    }

    private static GeneratedFacts nothing() {
        return GeneratedFacts.notMeasured(
                "",
                "No sample was generated after the first step, and no test sheet was made. Make a test sheet to see.");
    }
}
