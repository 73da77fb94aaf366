package io.understudy.generation.ui;

import io.understudy.generation.GenerationDetails;
import io.understudy.generation.GenerationId;
import io.understudy.generation.jobs.GenerationPreviews;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.generation.jobs.GenerationSignals;
import org.springframework.stereotype.Component;

@Component
public class GenerationBarFactory {
    private final GenerationService generation;
    private final GenerationSignals signals;
    private final GenerationPreviews previews;

    GenerationBarFactory(GenerationService generation, GenerationSignals signals, GenerationPreviews previews) {
        this.generation = generation;
        this.signals = signals;
        this.previews = previews;
    }

    /** @param arrived is called when there are more pictures */
    public GenerationBar of(GenerationDetails job, Runnable arrived) {
        GenerationBar bar = new GenerationBar(
                generation, signals, previews, job, ResumeButtons.of(generation, job.id()), "", arrived);
        bar.addClassName("side-progress");
        return bar;
    }

    /** @param onRefused what to do about pictures that the service refused, as a sentence continues after “refused” */
    public GenerationBar of(GenerationId job, ResumeButtons.Door resume, String onRefused) {
        return new GenerationBar(generation, signals, previews, generation.details(job), resume, onRefused, () -> {});
    }
}
