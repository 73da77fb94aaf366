package io.understudy.prompts.playground.ui;

import io.understudy.generation.GenerationService;
import io.understudy.generation.GenerationSignals;
import io.understudy.prompts.playground.ExampleService;
import io.understudy.prompts.playground.PlaygroundService;
import io.understudy.prompts.stacks.LoraShelf;
import io.understudy.prompts.stacks.StackService;
import org.springframework.stereotype.Component;

@Component
record PlaygroundDesk(
        PlaygroundService playground,
        ExampleService examples,
        StackService stacks,
        LoraShelf shelf,
        GenerationService generation,
        GenerationSignals progress) {}
