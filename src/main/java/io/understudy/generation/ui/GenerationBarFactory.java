package io.understudy.generation.ui;

import io.understudy.generation.GenerationDetails;
import io.understudy.generation.GenerationId;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.generation.jobs.GenerationSignals;
import org.springframework.stereotype.Component;

@Component
public class GenerationBarFactory {
    private final GenerationService generation;
    private final GenerationSignals signals;

    GenerationBarFactory(GenerationService generation, GenerationSignals signals) {
        this.generation = generation;
        this.signals = signals;
    }

    /** @param arrived is called when there are more pictures */
    public GenerationBar of(GenerationDetails job, Runnable arrived) {
        GenerationBar bar =
                new GenerationBar(generation, signals, job, ResumeButtons.of(generation, job.id()), "", arrived);
        bar.addClassName("side-progress");
        return bar;
    }

    /** @param onRefused what to do about pictures that the service refused, as a sentence continues after “refused” */
    public GenerationBar of(GenerationId job, ResumeButtons.Door resume, String onRefused) {
        return new GenerationBar(generation, signals, generation.details(job), resume, onRefused, () -> {});
    }
}
