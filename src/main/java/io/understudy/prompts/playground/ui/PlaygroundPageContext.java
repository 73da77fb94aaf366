package io.understudy.prompts.playground.ui;

import io.understudy.generation.jobs.GenerationService;
import io.understudy.generation.jobs.GenerationSignals;
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
        GenerationSignals progress) {}
