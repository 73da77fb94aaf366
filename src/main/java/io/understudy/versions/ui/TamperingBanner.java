package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobDamage;
import io.understudy.versions.VersionDetails;

/** Says that the file of a version is damaged, or its decisions or the audit trail were changed outside the program; hidden while they were not. */
class TamperingBanner extends Panel {
    TamperingBanner(VersionDetails version) {
        addClassName("withdrawn-mark");
        getElement().setAttribute("role", "alert");
        setId("tampering");
        BlobDamage damage = version.damage();
        String broken = version.brokenRows();
        setVisible(damage != null || !version.contradictions().isEmpty() || broken != null);
        if (damage != null) {
            boolean lost = damage.kind() == BlobDamage.Kind.LOST;
            add(
                    line(
                            lost ? "file lost in storage" : "file changed in storage",
                            new Span("found "),
                            new RelativeTime(damage.since())),
                    new Span((lost
                                    ? "The stored file is gone."
                                    : "The stored file is not the one that this version was made of, so it is not handed"
                                            + " out.")
                            + " An admin restores it from a backup, then checks the storage."));
        }
        if (!version.contradictions().isEmpty()) {
            UnorderedList list = new UnorderedList();
            version.contradictions().forEach(words -> list.add(new ListItem(words)));
            add(
                    line(
                            "decisions contradict the audit trail",
                            new Span("The database was changed outside the program. Do not rely on this version.")),
                    list,
                    new Span("Nobody can sign or approve it, and no release bundle is signed for it. An admin"
                            + " restores the database from a backup, or revokes the version."));
        }
        if (broken != null) {
            add(line("audit trail has broken rows", BadgeTone.WARN, new Span(broken)));
        }
    }

    private static Div line(String what, com.vaadin.flow.component.Component... more) {
        return line(what, BadgeTone.BAD, more);
    }

    private static Div line(String what, BadgeTone tone, com.vaadin.flow.component.Component... more) {
        return Styled.div("look-item", new StateBadge(what, tone, VaadinIcon.WARNING), new Span(more));
    }
}
