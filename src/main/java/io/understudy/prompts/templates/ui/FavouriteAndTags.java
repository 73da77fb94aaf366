package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.popover.Popover;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateMetadata;
import io.understudy.prompts.templates.library.TemplateListService;
import io.understudy.prompts.templates.library.TemplateMetadataService;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

class FavouriteAndTags extends Div {
    FavouriteAndTags(
            TemplateDetails template,
            TemplateMetadata templateMetadata,
            TemplateMetadataService service,
            TemplateListService lists) {
        addClassName("actions");
        add(new FavouriteButton(template.id(), template.name(), templateMetadata.favourite(), service));
        Button tags = Buttons.quiet(label(templateMetadata.tags().size()), VaadinIcon.TAGS.create());
        MultiSelectComboBox<String> field = new MultiSelectComboBox<>("Tags of this template");
        Set<String> known = new LinkedHashSet<>(lists.tags().keySet());
        known.addAll(templateMetadata.tags());
        field.setItems(known);
        field.setValue(new LinkedHashSet<>(templateMetadata.tags()));
        field.setAllowCustomValue(true);
        field.setWidth("20rem");
        field.setHelperText("Type a new one and press Enter");
        field.addCustomValueSetListener(event -> {
            String tag = event.getDetail().strip().toLowerCase(Locale.ROOT);
            Set<String> chosen = new LinkedHashSet<>(field.getValue());
            chosen.add(tag);
            known.add(tag);
            field.setItems(known);
            field.setValue(chosen);
        });
        field.addValueChangeListener(event -> {
            if (ErrorMessages.guard(field, () -> service.tag(template.id(), event.getValue()))) {
                tags.setText(label(event.getValue().size()));
            }
        });
        Popover popover = new Popover(field);
        popover.setTarget(tags);
        popover.setModal(true);
        add(tags, popover);
    }

    private static String label(int tags) {
        return tags == 0 ? "Add tags" : tags == 1 ? "1 tag" : tags + " tags";
    }
}
