package io.understudy.versions.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Role;
import io.understudy.lora.passport.Passport;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.importing.ImportService;
import io.understudy.versions.passports.ui.FitBadge;
import io.understudy.versions.passports.ui.PassportComparison;
import io.understudy.versions.passports.ui.PassportComparison.Named;
import io.understudy.versions.passports.ui.PassportSheet;
import io.understudy.versions.registry.VersionLookup;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

@Route(VersionRoutes.INSPECT)
@PageTitle("Inspect a file · Understudy")
@Menu(title = "Inspect a file", order = 6, icon = "vaadin:search")
@RolesAllowed(Role.MEMBER_ROLE)
class InspectView extends Page {
    private final transient VersionLookup lookup;
    private final transient ImportService imports;
    private final LoraUploadField drop;
    private final transient InspectUpload receiver;
    private final Div answer = new Div();
    private final Div result = new Div();
    private transient @Nullable Named latest;
    private transient @Nullable Named before;

    InspectView(VersionLookup lookup, ImportService imports) {
        this.lookup = lookup;
        this.imports = imports;
        receiver = new InspectUpload(
                LoraUploadField.reading(this::show, this::refuse),
                LoraUploadField.keeping(
                        imports,
                        (name, file) -> VersionPages.continueImport(this, "", file.file(), name),
                        this::refuse));
        drop = new LoraUploadField("inspect-upload", receiver);
        add(
                new PageHeader("Inspect a file")
                        .subtitle(
                                "Any LoRA known from its bytes: what it is, which model it fits, and whether it is ours"),
                Styled.div("inspect-columns", filePanel(), hashPanel()),
                result);
    }

    private Div filePanel() {
        Paragraph words = new Hint("A .safetensors file of any size. It is read while it arrives and not kept. A second"
                + " file can be put next to the first.");
        return new Panel("A file", words, drop);
    }

    private Div hashPanel() {
        TextField hash = new TextField("Hash");
        hash.setHelperText("SHA-256, AutoV2, AutoV3 or sshs_model_hash, from ten digits on");
        hash.setClearButtonVisible(true);
        hash.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        hash.addValueChangeListener(event -> {
            answer.removeAll();
            if (hash.isEmpty()) {
                hash.setInvalid(false);
            } else {
                ErrorMessages.guard(hash, () -> answer.add(new LookupAnswer(lookup.byHash(hash.getValue()))));
            }
        });
        Div panel =
                new Panel("Or a hash", new Hint("Is it approved, superseded, revoked, or none of ours?"), hash, answer);
        return panel;
    }

    private void refuse(String words) {
        drop.refuse(words);
    }

    private void show(Named file) {
        drop.clear();
        before = latest;
        latest = file;
        showOne(file);
    }

    private void showOne(Named file) {
        result.removeAll();
        Passport passport = file.passport();
        Div badges = Styled.div("passport-brief");
        passport.target().map(passport::fit).map(FitBadge::new).ifPresent(badges::add);
        Named other = before;
        if (other != null) {
            badges.add(new Button(
                    "Side by side with " + other.name(), VaadinIcon.SPLIT_H.create(), click -> showBoth(other, file)));
        }
        if (passport.isLora()) {
            badges.add(new Button("Import as a version", VaadinIcon.UPLOAD_ALT.create(), click -> bringIn(file)));
        }
        result.add(
                new H2(file.name()),
                badges,
                new LookupAnswer(lookup.byFile(passport.hashes())),
                new PassportSheet(passport, passport.details()));
    }

    /** Has the browser send the file again, this time to be kept: inspecting did not keep a byte of it. */
    private void bringIn(Named file) {
        if (file.passport().size() > imports.largestFile()) {
            Notifications.refused("%s has %s; at most %s are taken as a version."
                    .formatted(
                            file.name(), Formats.bytes(file.passport().size()), Formats.bytes(imports.largestFile())));
            return;
        }
        receiver.keepNext(file.name());
        drop.upload()
                .getElement()
                .executeJs("""
                        const file = [...this.files].find(one => one.name === $0 && one.size === $1);
                        if (!file) {
                          return false;
                        }
                        file.complete = false;
                        this.uploadFiles(file);
                        return true;""", file.name(), (double) file.passport().size())
                .then(Boolean.class, sent -> {
                    if (!sent) {
                        UI.getCurrent().navigate(VersionRoutes.IMPORT);
                    }
                });
    }

    private void showBoth(Named first, Named second) {
        result.removeAll();
        result.add(
                new Button("Only " + second.name(), VaadinIcon.ARROW_LEFT.create(), click -> showOne(second)),
                new PassportComparison(first, second));
    }
}
