package io.understudy.datasets.ui.consent;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.consent.LedgerCounts;
import io.understudy.datasets.consent.LedgerFilter;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import java.util.function.Consumer;

/** How many photos are on record, and the choice of those that are listed. */
class ConsentLedgerToolbar extends Div {
    ConsentLedgerToolbar(
            CharacterSummary shown, LedgerCounts counts, LedgerFilter filter, Consumer<LedgerFilter> choose) {
        Div state = Styled.div(
                "actions",
                counts.missing() == 0
                        ? new StateBadge("every photo is on record", BadgeTone.GOOD, VaadinIcon.CHECK)
                        : new StateBadge(
                                Formats.plural(counts.missing(), "photo", "photos") + " without a record",
                                BadgeTone.WARN,
                                VaadinIcon.WARNING));
        if (counts.withdrawn() > 0) {
            state.add(new StateBadge(Formats.count(counts.withdrawn()) + " withdrawn", BadgeTone.BAD, VaadinIcon.BAN));
        }
        state.add(Hint.inline(
                Formats.plural(counts.photos(), "photo", "photos") + ", including those that are only in snapshots"));
        Select<LedgerFilter> select = new Select<>();
        select.setAriaLabel("Show");
        select.setItems(LedgerFilter.values());
        select.setItemLabelGenerator(LedgerFilter::label);
        select.setValue(filter);
        select.addValueChangeListener(event -> choose.accept(event.getValue()));
        addClassNames("title-row", "ledger-toolbar");
        getElement().setAttribute("aria-label", "About the photos of " + shown.name());
        add(state, select);
    }
}
