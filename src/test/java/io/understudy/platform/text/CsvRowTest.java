package io.understudy.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("attack")
class CsvRowTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1+1"})
    void aCellThatASpreadsheetWouldRunIsDefused(String text) {
        assertThat(CsvRow.cell(text).replace("\"", "")).startsWith("'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Mara", "1e-4", "a = b", " "})
    void anyOtherCellStaysAsItIs(String text) {
        assertThat(CsvRow.cell(text)).isEqualTo(text);
    }

    @Test
    void separatorsAndQuotesAreQuoted() throws IOException {
        StringWriter out = new StringWriter();

        CsvRow.write(out, "a,b", "say \"hi\"", "two\nlines");

        assertThat(out.toString()).isEqualTo("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\r\n");
    }
}
