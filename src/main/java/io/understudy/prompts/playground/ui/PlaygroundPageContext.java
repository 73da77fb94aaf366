package io.understudy.prompts.playground.ui;

import io.understudy.generation.GenerationDetails;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.generation.jobs.GenerationSignals;
import io.understudy.generation.ui.GenerationBar;
import io.understudy.generation.ui.ResumeButtons;
import io.understudy.prompts.playground.ExampleService;
import io.understudy.prompts.playground.PlaygroundService;
import io.understudy.prompts.stacks.StackService;
import io.understudy.prompts.stacks.StackableLoraService;
import org.springframework.stereotype.Component;

@Component
public record PlaygroundPageContext(
        PlaygroundService playground,
        ExampleService examples,
        StackService stacks,
        StackableLoraService loras,
        GenerationService generation,
        GenerationSignals progress) {
    public GenerationBar progressOf(GenerationDetails job, Runnable arrived) {
        GenerationBar bar =
                new GenerationBar(generation, progress, job, ResumeButtons.of(generation, job.id()), "", arrived);
        bar.addClassName("side-progress");
        return bar;
    }
}
