package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.lora.BaseModel;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.importing.UploadedLora;
import io.understudy.versions.passports.ui.FitBadge;
import io.understudy.versions.passports.ui.PassportLabels;

/** What is found in a file that may be imported. */
class UploadedLoraPanel extends Panel {
    UploadedLoraPanel(String name, UploadedLora file) {
        super(name);
        Div badges = Styled.div("passport-brief");
        file.proposed().map(file.passport()::fit).map(FitBadge::new).ifPresent(badges::add);
        add(badges, new Paragraph(PassportLabels.brief(file.passport()) + ", " + Formats.bytes(file.size())));
        if (!file.known().isEmpty()) {
            add(new LookupAnswer(file.known()));
        }
        UnorderedList problems = new UnorderedList();
        problems.addClassNames("passport-problems", "secondary-text");
        file.passport().problems().forEach(problem -> problems.add(new ListItem(problem)));
        add(problems);
    }

    /** Why the file cannot be imported. */
    static EmptyState unusable(UploadedLora file) {
        return file.passport()
                .broken()
                .map(reason -> new EmptyState(VaadinIcon.BAN, "The file is broken", reason))
                .orElseGet(() -> new EmptyState(
                        VaadinIcon.BAN,
                        "It fits no model that this product works with",
                        "It is for %s. %s"
                                .formatted(
                                        file.passport().model().name(),
                                        file.passport().fit(BaseModel.FLUX1_DEV).reason())));
    }
}
