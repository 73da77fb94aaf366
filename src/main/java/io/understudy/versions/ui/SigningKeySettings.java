package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import io.understudy.bundle.BundleKey;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.CopyButton;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.SettingsSection;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.release.SigningKeyService;
import org.springframework.stereotype.Component;

@Component
class SigningKeySettings extends SettingsSection {
    private static final int AFTER_REVIEW = 31;

    private final SigningKeyService keys;

    SigningKeySettings(SigningKeyService keys) {
        super("Signed release bundles", AFTER_REVIEW);
        this.keys = keys;
    }

    @Override
    public com.vaadin.flow.component.Component content() {
        BundleKey key = keys.publicKey();
        Paragraph purpose = new Hint(
                "Release bundles are signed with this installation's key. Send this fingerprint, or the public key, to"
                        + " the people who verify them, by another way than the bundle itself: they run “java -jar"
                        + " understudy.jar verify BUNDLE.zip --key FINGERPRINT”. Without a known key a forged bundle"
                        + " looks consistent, too.");
        Span fingerprint = Styled.span("hash", key.fingerprint());
        Pre pem = new Pre(key.pem());
        pem.addClassName("hash");
        Div actions = Styled.div(
                "actions",
                new CopyButton("Copy fingerprint", key.fingerprint()),
                new CopyButton("Copy public key", key.pem()));
        BundleKey folderKey = keys.folderKey();
        Pre folderPem = new Pre(folderKey.pem());
        folderPem.addClassName("hash");
        Paragraph folders = new Hint(
                "Release folders are signed with a second key, because the tools that verify them know elliptic curves only:"
                        + " “model_signing verify key FOLDER --signature FOLDER/model.sig --public-key release.pub”, “java -jar"
                        + " understudy.jar verify FOLDER --key release.pub --log KEY”, and cosign for"
                        + " the attestation of the review. The third key is that of the audit trail, whose proof lies in"
                        + " the folder.");
        return Styled.div("settings-form", purpose, fingerprint, pem, actions, folders, folderPem, trail(folderKey));
    }

    private Div trail(BundleKey folderKey) {
        Div actions = Styled.div("actions", new CopyButton("Copy key of release folders", folderKey.pem()));
        try {
            String logKey = keys.logKey();
            actions.add(new CopyButton("Copy key of the audit trail", logKey));
            return Styled.div("settings-form", Styled.span("hash", logKey), actions);
        } catch (DomainException.Conflict unreadable) {
            return Styled.div("settings-form", new Hint(unreadable.words()), actions);
        }
    }
}
