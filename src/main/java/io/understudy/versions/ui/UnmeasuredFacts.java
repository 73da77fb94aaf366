package io.understudy.versions.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Navigation;
import io.understudy.versions.checklist.ItemFact;
import io.understudy.versions.checklist.ItemFact.Gap;
import io.understudy.versions.checklist.evidence.MeasuredValue.Remedy;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

class UnmeasuredFacts extends Div {
    UnmeasuredFacts(Gap gap, List<ItemFact> facts) {
        addClassName("fact-gap");
        UnorderedList targets = new UnorderedList();
        List<String> lines =
                facts.stream().map(UnmeasuredFacts::line).distinct().toList();
        lines.forEach(line -> targets.add(new ListItem(line)));
        Details details = new Details(
                "%s (%s)".formatted(sentence(gap.why()), Formats.plural(lines.size(), "target", "targets")));
        details.add(targets);
        add(details);
        Remedy remedy = gap.remedy();
        if (remedy != null) {
            add(Buttons.small(remedy.action(), click -> Navigation.open(remedy.path())));
        }
    }

    static Map<Gap, List<ItemFact>> shared(Collection<ItemFact> facts) {
        Map<Gap, List<ItemFact>> byGap = facts.stream()
                .filter(fact -> fact.gap() != null)
                .collect(Collectors.groupingBy(
                        fact -> Objects.requireNonNull(fact.gap()), LinkedHashMap::new, Collectors.toList()));
        byGap.values().removeIf(alike -> alike.size() == 1);
        return byGap;
    }

    private static String line(ItemFact fact) {
        return "%s: %s%s".formatted(fact.title(), fact.target(), fact.required() ? " (required)" : "");
    }

    private static String sentence(String why) {
        return Character.toUpperCase(why.charAt(0)) + why.substring(1);
    }
}
