package io.understudy.versions.release;

import io.understudy.bundle.BundleFormat.Checklist;
import io.understudy.bundle.BundleFormat.Consent;
import io.understudy.bundle.BundleFormat.Decided;
import io.understudy.bundle.BundleFormat.Decision;
import io.understudy.bundle.BundleFormat.Head;
import io.understudy.bundle.BundleFormat.Item;
import io.understudy.bundle.BundleFormat.Maker;
import io.understudy.bundle.BundleFormat.Photo;
import io.understudy.bundle.BundleFormat.Piece;
import io.understudy.bundle.BundleFormat.Tick;
import io.understudy.bundle.FourEyes;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.checklist.evidence.Evidence;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

final class ReleaseBundlePage {
    private static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
            h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
            th,td{border-bottom:1px solid #8884;padding:.35rem .6rem .35rem 0;text-align:left;vertical-align:top}
            code{font-size:.85em;overflow-wrap:anywhere}img{height:9rem;border-radius:6px;margin:.2rem}.quiet{opacity:.7}
            """;

    private final StringBuilder html = new StringBuilder(4096);

    private ReleaseBundlePage() {}

    static String of(
            Head head, Checklist checklist, Decided decided, Consent consent, List<Map<String, Object>> comments) {
        ReleaseBundlePage page = new ReleaseBundlePage();
        page.head(head);
        page.decided(decided);
        page.checklist(checklist);
        page.consent(consent);
        page.comments(comments);
        page.html.append("</body></html>\n");
        return page.html.toString();
    }

    private void head(Head head) {
        html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(safe(head.version()))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>")
                .append(safe(head.version()))
                .append("</h1><p>LoRA of ")
                .append(safe(head.character()))
                .append(" for ")
                .append(safe(head.baseModel()))
                .append(", ")
                .append(safe(head.state()))
                .append(". Written ")
                .append(safe(head.writtenAt()))
                .append(" for ")
                .append(safe(head.writtenBy()))
                .append(".</p><table>");
        row("File", head.lora().fileName() + ", " + head.lora().size() + " bytes");
        row("SHA-256 of the file", head.lora().sha256());
        row("SHA-256 of the manifest", head.manifest());
        row("Snapshot", head.snapshot().isEmpty() ? "none: trained elsewhere" : head.snapshot());
        html.append(
                "</table><p class=\"quiet\">This page alone proves nothing. The whole zip is verified without network by"
                        + " <code>java -jar understudy.jar verify BUNDLE.zip --key FINGERPRINT --lora FILE</code>. Ask the"
                        + " team that released it for the fingerprint: one that comes with the zip, or no key at all, does"
                        + " not show who signed it.</p>");
    }

    private void decided(Decided decided) {
        html.append("<h2>Who made it</h2><ul>");
        FourEyes eyes =
                FourEyes.of(decided.makers().stream().map(Maker::account).collect(Collectors.toSet()), decided);
        for (Maker maker : decided.makers()) {
            html.append("<li>")
                    .append(safe(eyes.traced(maker) + " " + maker.deeds()))
                    .append("</li>");
        }
        html.append("</ul><h2>Decisions</h2><table>");
        for (Decision step : decided.decisions()) {
            String words = eyes.traced(step)
                    + " "
                    + ReviewAction.valueOf(step.verb()).pastTense()
                    + (step.signOffs() == null ? "" : " (sign-offs asked for: " + step.signOffs() + ")");
            row(step.at(), step.reason() == null ? words : words + ": " + step.reason());
        }
        html.append("</table>");
    }

    private void checklist(Checklist checklist) {
        html.append("<h2>Quality checklist, edition ")
                .append(checklist.edition())
                .append("</h2>");
        for (Item item : checklist.items()) {
            html.append("<h3>").append(safe(item.title())).append("</h3>");
            Tick tick = item.tick();
            if (tick == null) {
                html.append("<p>Open.</p>");
                continue;
            }
            html.append("<p>")
                    .append(safe(tick.by() + ", " + tick.at() + ": " + tick.note()))
                    .append("</p>");
            for (Piece piece : tick.evidence()) {
                if (piece.file() == null) {
                    html.append("<p>").append(safe(piece.words())).append("</p>");
                } else if (piece.kind().equals(Evidence.Kind.FILE.name())) {
                    html.append("<p><a href=\"")
                            .append(safe(piece.file()))
                            .append("\">")
                            .append(safe(piece.words()))
                            .append("</a></p>");
                } else {
                    html.append("<img src=\"")
                            .append(safe(piece.file()))
                            .append("\" alt=\"")
                            .append(safe(piece.words()))
                            .append("\">");
                }
            }
        }
    }

    private void consent(Consent consent) {
        html.append("<h2>Licences and consent</h2><p>Likeness: ")
                .append(safe(consent.likeness()))
                .append(".</p><table>");
        for (Photo photo : consent.photos()) {
            row(
                    photo.fileName(),
                    photo.basis().isEmpty()
                            ? "nothing on record"
                            : photo.basis() + ", vouched for by " + photo.vouchedBy()
                                    + (photo.terms().isEmpty() ? "" : "; " + photo.terms()));
        }
        html.append("</table>");
    }

    private void comments(List<Map<String, Object>> comments) {
        if (!comments.isEmpty()) {
            html.append("<h2>Comments</h2><table>");
            comments.forEach(comment -> row(
                    comment.get("by") + ", " + comment.get("at"), comment.get("about") + ": " + comment.get("words")));
            html.append("</table>");
        }
    }

    private void row(String name, String value) {
        html.append("<tr><th>")
                .append(safe(name))
                .append("</th><td>")
                .append(safe(value))
                .append("</td></tr>");
    }

    private static String safe(String text) {
        return HtmlUtils.htmlEscape(text);
    }
}
