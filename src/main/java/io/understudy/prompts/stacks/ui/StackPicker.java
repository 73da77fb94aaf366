package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.understudy.platform.ui.Hint;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackCheck;
import io.understudy.prompts.stacks.StackDetails;
import io.understudy.prompts.stacks.StackId;
import io.understudy.prompts.stacks.StackService;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StackableLoraService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;

public class StackPicker extends ComboBox<StackDetails> {
    private final transient StackService stacks;
    private final transient StackableLoraService shelf;
    private final Map<StackId, String> refusals = new HashMap<>();

    public StackPicker(String label, StackService stacks, StackableLoraService shelf, Consumer<StackDetails> chosen) {
        super(label);
        this.stacks = stacks;
        this.shelf = shelf;
        setItems(
                query -> offer(query.getFilter().orElse(""), PageRequest.of(query.getPage(), query.getPageSize())),
                query -> (int) stacks.page(query.getFilter().orElse(""), PageRequest.of(0, 1))
                        .getTotalElements());
        setItemLabelGenerator(StackDetails::name);
        setRenderer(new ComponentRenderer<>(this::line));
        setClearButtonVisible(true);
        addValueChangeListener(event -> {
            StackDetails value = event.getValue();
            if (value != null) {
                chosen.accept(value);
            }
        });
    }

    private Stream<StackDetails> offer(String text, Pageable page) {
        List<StackDetails> found = stacks.page(text, page).getContent();
        Map<LoraRef, StackableLora> known = shelf.resolve(found.stream()
                .flatMap(stack -> stack.plan().loras().stream())
                .distinct()
                .toList());
        found.forEach(stack -> refusals.put(
                stack.id(),
                StackCheck.refusal(stack.plan().loras().stream()
                                .map(known::get)
                                .filter(Objects::nonNull)
                                .toList())
                        .orElse("")));
        return found.stream();
    }

    private Div line(StackDetails stack) {
        String refusal = refusals.getOrDefault(stack.id(), "");
        Div line = new Div(new Span(stack.name()));
        if (!refusal.isEmpty()) {
            line.add(new Div(Hint.inline(refusal)));
        }
        return line;
    }
}
