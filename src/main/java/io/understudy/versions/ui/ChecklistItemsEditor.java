package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import io.understudy.identity.Role;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.KeptChoice;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.checklist.ChecklistEdition;
import io.understudy.versions.checklist.ChecklistEditor;
import io.understudy.versions.checklist.ChecklistItem;
import io.understudy.versions.checklist.evidence.Evidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The items of the next edition. Which there are, and in what order, is kept like what is typed into each. */
class ChecklistItemsEditor extends Div {
    private static final int KEY_LENGTH = 8;
    private static final String SEPARATOR = ",";

    private final KeptChoice kept = new KeptChoice("Items");
    private final DraftKeeper draft = new DraftKeeper("checklist/items", kept);
    private final Div list = Styled.div("checklist-items");
    private final Map<String, ChecklistItemForm> known = new HashMap<>();
    private final List<ChecklistItemForm> forms = new ArrayList<>();
    private final transient Function<String, Optional<ChecklistItem>> stored;

    /** @param stored an item by its key: a draft may be of one that someone else removed since */
    ChecklistItemsEditor(Function<String, Optional<ChecklistItem>> stored) {
        this.stored = stored;
        kept.onRestored(this::restore);
        add(draft, list);
    }

    void show(ChecklistEdition edited) {
        known.clear();
        forms.clear();
        edited.items().forEach(item -> forms.add(known.computeIfAbsent(item.key(), key -> form(item))));
        arrange();
        kept.begin(keys());
    }

    void addEmpty() {
        if (forms.size() == ChecklistEditor.MOST_ITEMS) {
            Notifications.refused(
                    "A checklist has at most " + ChecklistEditor.MOST_ITEMS + " items: one for each key.");
            return;
        }
        forms.add(form("item-" + UUID.randomUUID().toString().substring(0, KEY_LENGTH)));
        changed();
    }

    List<ChecklistItem> items() {
        return IntStream.range(0, forms.size())
                .mapToObj(place -> forms.get(place).item(place + 1))
                .toList();
    }

    /** Those that were removed are settled too. */
    void saved() {
        draft.saved();
        known.values().forEach(ChecklistItemForm::saved);
    }

    private void restore(String keys) {
        forms.clear();
        for (String key : keys.split(SEPARATOR)) {
            if (!key.isEmpty()) {
                forms.add(form(key));
            }
        }
        arrange();
    }

    private ChecklistItemForm form(String key) {
        return known.computeIfAbsent(
                key,
                missing -> form(stored.apply(missing)
                        .orElseGet(() -> new ChecklistItem(
                                missing, forms.size() + 1, "", "", 1, Evidence.Kind.chosenByPeople(), Role.REVIEWER))));
    }

    private ChecklistItemForm form(ChecklistItem item) {
        return new ChecklistItemForm(
                item, new ChecklistItemForm.Moves(form -> move(form, -1), form -> move(form, 1), form -> {
                    forms.remove(form);
                    changed();
                }));
    }

    private void move(ChecklistItemForm form, int by) {
        int place = forms.indexOf(form);
        int target = Math.clamp(place + by, 0, forms.size() - 1);
        forms.remove(place);
        forms.add(target, form);
        changed();
    }

    private void changed() {
        arrange();
        kept.choose(keys());
    }

    private String keys() {
        return forms.stream().map(ChecklistItemForm::key).collect(Collectors.joining(SEPARATOR));
    }

    private void arrange() {
        list.removeAll();
        for (int place = 0; place < forms.size(); place++) {
            forms.get(place).showPlace(place + 1, forms.size());
            list.add(forms.get(place));
        }
    }
}
