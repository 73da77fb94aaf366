package io.understudy.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Role;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.ScrollRegion;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.io.ClassPathResource;

@Route("about")
@PageTitle("About · Understudy")
@RolesAllowed(Role.MEMBER_ROLE)
class AboutView extends Page {
    AboutView(BuildProperties build) {
        Div credits = new ScrollRegion("credits", "Credits", new Panel("Credits", new Pre(notice())));
        add(
                new PageHeader("About Understudy").subtitle("Version " + build.getVersion()),
                new Paragraph(
                        "The workspace in which a team makes FLUX character LoRAs properly: from photos to an approved"
                                + " file that the whole team may use, with proof for every step in between."),
                credits);
    }

    /** Without the breaks within a paragraph, which are for the width of a file. */
    private static String notice() {
        try {
            return new ClassPathResource("META-INF/NOTICE")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .replaceAll("(?<!\n)\n *(?=[^\n -])", " ");
        } catch (IOException missing) {
            throw new UncheckedIOException("The credits are not in the product", missing);
        }
    }
}
