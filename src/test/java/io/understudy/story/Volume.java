package io.understudy.story;

import io.understudy.audit.AuditFixtures;
import io.understudy.identity.DisplayName;
import io.understudy.storage.BlobHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Makes a team of years out of the data folder of a team of one day, while no server uses it: each row that is there
 * becomes many. Needs the sample character with one run, one version and one test sheet.
 */
final class Volume {
    private static final List<String> NAMES = List.of(
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
            "الأميرة نور الهدى بنت عبد الرحمن المنصوري من مدينة القيروان القديمة",
            "龍門石窟的守護者與她的千年銀色狐狸",
            "Zoë 👩🏽‍🚀 of the 🦊 moon",
            "מרים בת־אור מן הגבעה הירוקה",
            "A\u0301me\u0301lie\u0308 N\u0303gu\u0302ye\u0302\u0303n o\u0308f the\u0304 Ko\u030Aln",
            "Yu",
            "Maximilian-Alexander von und zu Hohenlohe-Waldenburg-Schillingsfürst der Jüngere",
            "Noor",
            "さくら 🌸 ノ宮",
            "Bo",
            "Николай Александрович Преображенский-Замоскворецкий");
    private static final List<String> PEOPLE = List.of(
            "Anna Lind",
            "يوسف المنصوري",
            "王小明",
            "Bartholomäus Freiherr von Tiefenbach-Oberursel",
            "Dana כהן",
            "Ólöf Jónsdóttir",
            "Li",
            "Ngọc Ánh Trần");
    private static final String RUN_STATE = """
            case when mod(n.x, 97) = 0 then 'QUEUED' when mod(n.x, 1999) = 0 then 'RUNNING'
                when mod(n.x, 211) = 0 then 'AWAITING_APPROVAL' when mod(n.x, 499) = 0 then 'UNCONFIRMED'
                when mod(n.x, 10) in (1, 2) then 'FAILED' when mod(n.x, 10) = 3 then 'CANCELLED'
                when mod(n.x, 50) = 4 then 'LOST' else 'SUCCEEDED' end""";
    private static final String CHARACTER =
            "case when mod(n.x, 3) = 0 then m.character_id else " + id("c0c0", "1 + mod(n.x, 54)") + " end";
    private static final String PERSON = id("a0a0", "1 + mod(n.x, 38)");
    private static final String PERSON_NAME = "(select display_name from account where id = " + PERSON + ")";

    private final Path data;
    private final JdbcTemplate jdbc;

    private Volume(Path data, JdbcTemplate jdbc) {
        this.data = data;
        this.jdbc = jdbc;
    }

    static void fill(Path data) throws IOException {
        String url = "jdbc:h2:file:" + data.toAbsolutePath().resolve("understudy")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
        SingleConnectionDataSource connection = new SingleConnectionDataSource(url, "understudy", "", true);
        try {
            Volume volume = new Volume(data, new JdbcTemplate(connection));
            volume.people();
            volume.characters();
            volume.pictures();
            volume.runs();
            volume.versions();
            volume.prompts();
            volume.messages();
        } finally {
            connection.destroy();
        }
    }

    private void people() {
        grow(
                "account",
                "system_range(1, 38) n(x) where m.email like 'mara@%'",
                Map.of(
                        "id", id("a0a0", "n.x"),
                        "email", "'person' || n.x || '@a-rather-long-department-name.example.org'",
                        "display_name", one(PEOPLE) + " || ' ' || n.x",
                        "name_key", "'person' || n.x",
                        "role",
                                "case when mod(n.x, 9) = 0 then 'ADMIN' when mod(n.x, 4) = 0 then 'REVIEWER' else 'MEMBER' end",
                        "active", "mod(n.x, 11) > 0",
                        "last_login_at", "case when mod(n.x, 7) > 0 then " + ago("hour", 29) + " end"));
        jdbc.query(
                "select id, display_name from account where email like 'person%'",
                row -> {
                    jdbc.update(
                            "update account set name_key = ? where id = ?",
                            new DisplayName(row.getString(2)).key(),
                            row.getObject(1));
                });
    }

    private void characters() {
        grow(
                "character_profile",
                "system_range(1, 59) n(x)",
                Map.of(
                        "id", id("c0c0", "n.x"),
                        "name",
                                "substring(" + one(NAMES)
                                        + " || case when n.x > 12 then ' ' || n.x else '' end, 1, 80)",
                        "slug", "'character-' || n.x",
                        "trigger_word",
                                "'ohwx' || n.x || case when mod(n.x, 5) = 0 then 'averyverylongtriggerword woman' else ' woman' end",
                        "trigger_key", "'ohwx' || n.x",
                        "description",
                                one(NAMES) + " || ', who walks through the old town at dusk and never looks back.'",
                        "cover_hash", "(select min(p.thumbnail_hash) from picture p where p.position = mod(n.x, 28))",
                        "changed_at", ago("hour", 31),
                        "archived_at", "case when n.x > 54 then m.changed_at end"));
    }

    /** Each picture has bytes of its own: those of one that is there, with a comment inside. */
    private void pictures() throws IOException {
        String same = "(select character_id, position - 1 as place, id, thumbnail_hash, original_hash from picture)";
        List<Map<String, Object>> models = jdbc.queryForList("select * from " + same + " order by place");
        for (int number = 1; number <= 2_000 - models.size(); number++) {
            Map<String, Object> model = models.get(number % models.size());
            String picture = "from picture m where m.id = cast('" + model.get("id") + "' as uuid)";
            String thumbnail = store((String) model.get("thumbnail_hash"), number);
            String original = store((String) model.get("original_hash"), number);
            UUID id = UUID.fromString("d0d00000-0000-4000-8000-%012d".formatted(number));
            insert(
                    "picture",
                    picture,
                    Map.of(
                            "id", "cast('" + id + "' as uuid)",
                            "position", String.valueOf(1_000 + number),
                            "file_name",
                                    "'IMG_" + number
                                            + (number % 40 == 0
                                                    ? "_a name that a camera would never give but people do"
                                                    : "")
                                            + ".jpg'",
                            "thumbnail_hash", "'" + thumbnail + "'",
                            "original_hash", "'" + original + "'",
                            "present_hash", "'" + original + "'",
                            "included", String.valueOf(number % 9 > 0),
                            "exclusion", number % 9 > 0 ? "null" : "'BY_HAND'",
                            "caption", number % 13 == 0 ? "''" : "m.caption || ', take " + number + "'"));
            String measured = "from %s m where m.picture_id = cast('" + model.get("id") + "' as uuid)";
            Map<String, String> measure = Map.of(
                    "picture_id", "cast('" + id + "' as uuid)",
                    "hash_bits", "bitxor(m.hash_bits, " + number * 7_919_104_729L + ")",
                    "sharpness_value", "m.sharpness_value * " + (0.5 + number % 10 / 10.0));
            insert("picture_measure", measured.formatted("picture_measure"), measure);
            insert(
                    "picture_face",
                    measured.formatted("picture_face"),
                    Map.of("picture_id", "cast('" + id + "' as uuid)"));
        }
        jdbc.update("update dataset set next_position = 5000");
    }

    private String store(String model, int number) throws IOException {
        byte[] bytes = Files.readAllBytes(blob(model));
        byte[] changed = changed(bytes, "take " + number);
        String hash = BlobHash.of(changed).toString();
        Files.createDirectories(blob(hash).getParent());
        Files.write(blob(hash), changed);
        insert(
                "blob",
                "from blob m where m.hash = '" + model + "'",
                Map.of("hash", "'" + hash + "'", "size", String.valueOf(changed.length)));
        return hash;
    }

    private Path blob(String hash) {
        return data.resolve("objects/understudy/blobs")
                .resolve(hash.substring(0, 2))
                .resolve(hash);
    }

    private void runs() {
        grow(
                "training_run",
                "system_range(2, 10000) n(x) where m.number = 1",
                Map.ofEntries(
                        Map.entry("id", id("e0e0", "n.x")),
                        Map.entry("number", "n.x"),
                        Map.entry("client_key", id("e1e1", "n.x")),
                        Map.entry("character_id", CHARACTER),
                        Map.entry("state", RUN_STATE),
                        Map.entry("lora_hash", "case when " + RUN_STATE + " = 'SUCCEEDED' then m.lora_hash end"),
                        Map.entry("lease_owner", "case when " + RUN_STATE + " = 'RUNNING' then 'another node' end"),
                        Map.entry(
                                "lease_until",
                                "case when " + RUN_STATE + " = 'RUNNING' then dateadd('year', 9, m.launched_at) end"),
                        Map.entry(
                                "finished_at",
                                "case when " + RUN_STATE + " in ('SUCCEEDED', 'FAILED', 'CANCELLED', 'LOST') then "
                                        + ago("minute", 37) + " end"),
                        Map.entry(
                                "current_step",
                                "case when " + RUN_STATE + " in ('QUEUED', 'AWAITING_APPROVAL') then 0 when "
                                        + RUN_STATE + " = 'SUCCEEDED' then m.current_step else 7 end"),
                        Map.entry("launched_by", PERSON),
                        Map.entry("launched_by_name", PERSON_NAME),
                        Map.entry("launched_at", ago("minute", 38)),
                        Map.entry("queued_at", ago("minute", 38)),
                        Map.entry("touched_at", ago("minute", 37)),
                        Map.entry("learning_rate", "1e-5 * (1 + mod(n.x, 20))"),
                        Map.entry("lora_rank", "power(2, 2 + mod(n.x, 5))"),
                        Map.entry(
                                "loss",
                                "case when " + RUN_STATE + " in ('QUEUED', 'AWAITING_APPROVAL') then null else"
                                        + " m.loss * (0.5 + mod(n.x * 7919, 100) / 100.0) end"),
                        Map.entry("estimated_cost", "case when mod(n.x, 4) = 0 then mod(n.x, 900) / 100.0 end"),
                        Map.entry(
                                "failure",
                                "case when " + RUN_STATE
                                        + " = 'FAILED' then 'The service ran out of memory at step 7 of "
                                        + "20: it was asked for pictures of 1,536 px at rank 128.' end"),
                        Map.entry(
                                "note",
                                "case when mod(n.x, 6) = 0 then " + one(NAMES)
                                        + " || ': hands are better than before, eyes still drift at strength 1.1' else '' end")));
        String run = "training_run r join system_range(2, 10000) n(x) on r.number = n.x where m.run_id ="
                + " (select id from training_run where number = 1) and r.current_step > 0";
        Map<String, String> ofRun = Map.of("run_id", "r.id");
        grow("run_attempt", run, ofRun);
        grow("run_point", run, Map.of("run_id", "r.id", "loss", "m.loss * (0.5 + mod(n.x * 7919, 100) / 100.0)"));
        grow("run_sample", run + " and r.number <= 2000", ofRun);
        grow("run_log_line", run + " and r.number <= 500", ofRun);
        jdbc.update("insert into run_tag (run_id, tag) select id, "
                + one(List.of(
                        "baseline", "hands", "night shots 🌙", "as long as a tag may ever be..", "ضوء النهار", "v2"))
                + " from training_run r join system_range(1, 10000) n(x) on r.number = n.x where mod(n.x, 2) = 0");
        jdbc.update(
                "insert into run_tag (run_id, tag) select id, 'candidate' from training_run where mod(number, 5) = 0");
        jdbc.update("update training_queue set (paused_at, paused_by, paused_by_name, pause_reason) ="
                + " (select created_at, id, display_name, 'Being measured' from account where email like 'ines@%')");
        jdbc.update(
                "insert into charge (id, service, subject_id, attempt, purpose, character_id, person_id, amount, actual, state, sent_at, settled_at)"
                        + " select id, 'fal.ai', id, 1, 'run ' || number, character_id, launched_by, estimated_cost, estimated_cost, 'CHARGED', launched_at, launched_at"
                        + " from training_run where estimated_cost > 0 and state in ('SUCCEEDED', 'FAILED')");
    }

    private void versions() {
        // Runs whose number ends with 5 have all succeeded, but for a few.
        grow(
                "lora_version",
                "system_range(1, 320) n(x) join training_run r on r.number = 5 + 10 * n.x and r.state = 'SUCCEEDED' join character_profile c on c.id = r.character_id where m.number = 1",
                Map.ofEntries(
                        Map.entry("id", id("f0f0", "n.x")),
                        Map.entry("number", "1 + n.x"),
                        Map.entry("character_id", "r.character_id"),
                        Map.entry("file_name", "c.slug || '_v' || (1 + n.x) || '.safetensors'"),
                        Map.entry("run_id", "r.id"),
                        Map.entry("run_number", "r.number"),
                        Map.entry("launched_by", "r.launched_by"),
                        Map.entry("created_at", "r.launched_at"),
                        Map.entry(
                                "state",
                                one(List.of(
                                        "DRAFT",
                                        "IN_REVIEW",
                                        "DRAFT",
                                        "CHANGES_REQUESTED",
                                        "SUPERSEDED",
                                        "DRAFT",
                                        "REVOKED"))),
                        Map.entry("submitted_by", "r.launched_by_name"),
                        Map.entry("submitted_at", "r.launched_at"),
                        Map.entry("production_of", "null"),
                        Map.entry("approval_id", "null"),
                        Map.entry("approval_verb", "null")));
        jdbc.update("update version_counter set last_number = 400");
        jdbc.update("merge into version_counter select distinct character_id, 400 from lora_version");
        String copy =
                "lora_version v where m.version_id = (select id from lora_version where number = 1) and v.number > 1";
        grow("version_participant", copy + " and m.part = 'MAKER'", Map.of("version_id", "v.id"));
        grow("version_contribution", copy, Map.of("version_id", "v.id"));
        String sheets =
                "lora_version v join system_range(1, 400) n(x) on v.number = 1 + n.x where m.%s = (select min(id) from test_sheet where number = 1) and mod(n.x, 3) = 1";
        grow(
                "test_sheet",
                sheets.formatted("id"),
                Map.of("id", id("abab", "n.x"), "version_id", "v.id", "character_id", "v.character_id"));
        for (String table : List.of("sheet_cell", "sheet_measure")) {
            grow(table, sheets.formatted("sheet_id"), Map.of("sheet_id", id("abab", "n.x")));
        }
    }

    private void prompts() {
        Map<String, String> template = new LinkedHashMap<>(Map.of(
                "id",
                "cast('bebe' || substring(cast(m.id as varchar), 33, 4) || '-0000-4000-8000-' || lpad(cast(n.x as varchar), 12, '0') as uuid)",
                "name",
                "substring(m.name || ' ' || " + one(NAMES) + " || ' ' || n.x, 1, 80)",
                "search_text",
                "m.search_text || ' ' || n.x",
                "changed_at",
                ago("hour", 5)));
        grow("prompt_template", "system_range(1, 166) n(x)", template);
        grow(
                "prompt_version",
                "prompt_template t where m.template_id = cast('5b1f0a52-3f0b-4a5e-9d5c-0d9f6d6b7a01' as uuid)"
                        + " and t.id not in (select template_id from prompt_version)",
                Map.of("template_id", "t.id", "name", "t.name"));
        jdbc.update("insert into prompt_tag (template_id, tag) select id, 'tag ' || mod(ordinal, 40) from"
                + " (select id, row_number() over (order by id) as ordinal from prompt_template)");
        jdbc.update(
                "insert into lora_file (id, row_version, file_name, file_hash, file_size, role, trigger_word, licence, source, strength,"
                        + " added_by_name, added_at, changed_by_name, changed_at) select " + id("bcbc", "n.x") + ", 0, "
                        + one(List.of(
                                "ink-wash-style",
                                "a_very_long_file_name_that_nobody_ever_shortened_since_it_was_downloaded",
                                "水墨画",
                                "pose-lotus"))
                        + " || '_' || n.x || '.safetensors', v.file_hash, v.file_size, "
                        + one(List.of("STYLE", "POSE", "CHARACTER", "OTHER", "STYLE"))
                        + ", 'inkwash', "
                        + one(List.of(
                                "Apache-2.0",
                                "CreativeML Open RAIL-M with the additional restrictions of its authors",
                                ""))
                        + ", 'https://models.example.org/a/rather/long/path/that/leads/to/the/file/of/number/' || n.x, 0.8, "
                        + PERSON_NAME + ", v.created_at, " + PERSON_NAME
                        + ", v.created_at from lora_version v, system_range(1, 200) n(x) where v.number = 1");
    }

    private void messages() {
        Map<String, Object> ines = jdbc.queryForMap("select id, display_name from account where email like 'ines@%'");
        jdbc.update(
                "insert into inbox_notice (id, recipient, kind, title, words, path, notified_at, read_at, touched_at) select "
                        + id("dada", "n.x") + ", cast('" + ines.get("id") + "' as uuid), "
                        + one(List.of("DONE", "PROBLEM", "REQUEST", "NEWS"))
                        + ", 'Run ' || n.x || ' of ' || substring(" + one(NAMES) + ", 1, 60), " + one(NAMES)
                        + " || ' has a new sample at step 20. Look at it before the next run begins, because it takes an hour.', 'runs/' || n.x, "
                        + ago("minute", 47) + ", case when n.x > 40 then " + ago("minute", 46) + " end, "
                        + ago("minute", 47)
                        + " from account m, system_range(1, 2000) n(x) where m.email like 'ines@%'");
        AuditFixtures.append(
                jdbc,
                3_000,
                (UUID) ines.get("id"),
                (String) ines.get("display_name"),
                List.of(
                        "run.launched",
                        "caption.changed",
                        "picture.added",
                        "version.submitted",
                        "person.signed-in",
                        "template.changed"),
                NAMES.get(1));
    }

    /** Adds a row for each row {@code m} of the table, combined with others, in which some columns have another value. */
    private void grow(String table, String others, Map<String, String> changes) {
        insert(table, "from " + table + " m, " + others, changes);
    }

    private void insert(String table, String from, Map<String, String> changes) {
        List<String> columns = jdbc.queryForList(
                "select column_name from information_schema.columns where table_name = ?", String.class, table);
        jdbc.update("insert into " + table + " (" + String.join(", ", columns) + ") select "
                + columns.stream()
                        .map(column -> changes.getOrDefault(column, "m." + column))
                        .collect(Collectors.joining(", "))
                + " " + from);
    }

    private static String id(String kind, String number) {
        return "cast('" + kind + "0000-0000-4000-8000-' || lpad(cast(" + number + " as varchar), 12, '0') as uuid)";
    }

    private static String one(List<String> texts) {
        return texts.stream()
                        .map(text -> "'" + text.replace("'", "''") + "'")
                        .collect(Collectors.joining(", ", "array[", "]"))
                + "[1 + mod(n.x, " + texts.size() + ")]";
    }

    private static String ago(String unit, int each) {
        return "dateadd('" + unit + "', -" + each + " * n.x, current_timestamp)";
    }

    /** The same JPEG or PNG with a comment behind its signature, or with bytes that nobody reads at its end. */
    private static byte[] changed(byte[] picture, String comment) {
        byte[] words = comment.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream(picture.length + 32);
        boolean jpeg = (picture[0] & 0xFF) == 0xFF;
        out.write(picture, 0, jpeg ? 2 : picture.length);
        if (jpeg) {
            out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, (byte) (words.length + 2)});
        }
        out.writeBytes(words);
        if (jpeg) {
            out.write(picture, 2, picture.length - 2);
        }
        return out.toByteArray();
    }
}
