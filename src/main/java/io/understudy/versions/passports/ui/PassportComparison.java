package io.understudy.versions.passports.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.understudy.lora.passport.Passport;
import io.understudy.lora.passport.Passport.BlockNorm;
import io.understudy.platform.ui.DataTable;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

public class PassportComparison extends Div {
    public record Named(String name, Passport passport) {}

    public PassportComparison(Named left, Named right) {
        addClassName("passport-comparison");
        add(sameness(left.passport(), right.passport()), norms(left, right), table(left, right));
    }

    private static Div sameness(Passport left, Passport right) {
        String words;
        if (left.hashes().sha256().equals(right.hashes().sha256())) {
            words = "These are the same bytes.";
        } else if (left.hashes().autoV3().equals(right.hashes().autoV3())) {
            words = "The tensors are the same to the last bit; only the metadata differs.";
        } else {
            words = "These are different weights.";
        }
        return Styled.div("passport-sameness", words);
    }

    private static Div norms(Named left, Named right) {
        double full = Stream.of(left, right)
                .flatMap(one -> one.passport().norms().stream())
                .mapToDouble(BlockNorm::norm)
                .max()
                .orElse(0);
        Div pictures = Styled.div("norm-pair");
        for (Named one : new Named[] {left, right}) {
            pictures.add(new Div(
                    Styled.span("norm-title", one.name()),
                    new NormChart(one.passport().norms(), full)));
        }
        return new Panel("Change per block, on one scale", pictures);
    }

    private static Div table(Named left, Named right) {
        DataTable table = new DataTable("passport-table", "", left.name(), right.name());
        Map<String, String> ofLeft = facts(left.passport());
        Map<String, String> ofRight = facts(right.passport());
        Set<String> labels = new LinkedHashSet<>(ofLeft.keySet());
        labels.addAll(ofRight.keySet());
        for (String label : labels) {
            fill(table, label, ofLeft.getOrDefault(label, "–"), ofRight.getOrDefault(label, "–"));
        }
        return new Panel("Fact by fact", table);
    }

    private static void fill(DataTable table, String label, String left, String right) {
        Span mark = new Span("≠");
        mark.setTitle("different");
        mark.getElement().setAttribute("aria-label", "different");
        mark.setVisible(!left.equals(right));
        NativeTableRow row = table.row(new Text(label), mark);
        row.addDataCell().setText(left);
        row.addDataCell().setText(right);
        row.setClassName("differs", mark.isVisible());
    }

    private static Map<String, String> facts(Passport passport) {
        Map<String, String> facts = new LinkedHashMap<>(PassportLabels.facts(passport));
        passport.fits()
                .forEach(fit -> facts.put(fit.target().label(), fit.outcome().words()));
        facts.put("Problems", passport.problems().isEmpty() ? "none found" : String.join(" ", passport.problems()));
        facts.put("AutoV2", passport.hashes().autoV2());
        facts.put("AutoV3", passport.hashes().autoV3().substring(0, 12));
        passport.training().forEach(fact -> facts.putIfAbsent("Metadata: " + fact.label(), fact.value()));
        return facts;
    }
}
