package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import io.understudy.prompts.stacks.StackDetails;
import io.understudy.prompts.stacks.StackService;
import java.util.function.Consumer;
import org.springframework.data.domain.PageRequest;

public class StackPicker extends ComboBox<StackDetails> {
    public StackPicker(String label, StackService stacks, Consumer<StackDetails> chosen) {
        super(label);
        setItems(
                query ->
                        stacks
                                .page(
                                        query.getFilter().orElse(""),
                                        PageRequest.of(query.getPage(), query.getPageSize()))
                                .stream(),
                query -> (int) stacks.page(query.getFilter().orElse(""), PageRequest.of(0, 1))
                        .getTotalElements());
        setItemLabelGenerator(StackDetails::name);
        setClearButtonVisible(true);
        addValueChangeListener(event -> {
            StackDetails value = event.getValue();
            if (value != null) {
                chosen.accept(value);
            }
        });
    }
}
