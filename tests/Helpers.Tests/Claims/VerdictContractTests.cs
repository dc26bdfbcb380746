namespace HonestAsync.Helpers.Tests;

public class VerdictContractTests
{
    private const string Judged = """
        {"id":"some-claim","verdict":"Holds","controlVerdict":"Refuted","form":"Bytes","evidence":[{"name":"loads","value":"2","form":"Count"},{"name":"once, at most","value":"120 B","form":"Bytes"}],"controlEvidence":[{"name":"loads","value":"50","form":"Count"},{"name":"once, at most","value":"0 B","form":"Bytes"}],"criterion":"2 loads, and bytes","predicted":"50"}
        """;

    private const string NotRun = """
        {"id":"some-claim","verdict":"NotRun","evidence":[],"controlEvidence":[],"qualifier":"PostgreSQL is missing"}
        """;

    [Fact]
    public void A_judged_claim_is_written_with_its_evidence_as_data()
    {
        var rule = Rule.Holds("2 loads, and bytes", row => row.Count("loads") == 2 && row.Bytes("once, at most") > 0);

        var result = new Scoreboard().Judge("some-claim", rule, Row(2, 120), Row(50, 0), predicted: 50);

        Assert.Equal(Judged.Trim(), VerdictContract.Write(result));
        static Evidence Row(long loads, double once) => new Evidence().Count("loads", loads).Bytes("once, at most", once);
    }

    [Fact]
    public void A_claim_that_was_not_run_is_written_with_its_reason() =>
        Assert.Equal(NotRun.Trim(), VerdictContract.Write(new Scoreboard().NotRun("some-claim", "PostgreSQL is missing")));

    [Theory]
    [InlineData(Judged)]
    [InlineData(NotRun)]
    public void Reading_restores_what_was_written(string json)
    {
        var read = VerdictContract.Read(json);

        Assert.Equal(json.Trim(), VerdictContract.Write(read));
    }

    [Fact]
    public void A_row_read_back_prints_names_and_values()
    {
        var read = VerdictContract.Read(Judged);

        Assert.Equal("loads = 2; once, at most = 120 B", read.Evidence.ToText());
        Assert.Equal((Verdict.Refuted, EvidenceForm.Bytes), (read.ControlVerdict, read.Form));
    }

    [Theory]
    [InlineData("\"verdict\"", "\"verdit\"", "verdit")]
    [InlineData("\"id\"", "\"Id\"", "Id")]
    [InlineData("\"evidence\"", "\"evidense\"", "evidense")]
    [InlineData("\"criterion\"", "\"needs\"", "needs")]
    [InlineData("\"value\":\"2\"", "\"text\":\"2\"", "text")]
    [InlineData("\"Holds\"", "\"Hold\"", "verdict")]
    [InlineData("\"Holds\"", "0", "verdict")]
    [InlineData("\"id\":\"some-claim\",", "", "id")]
    [InlineData("\"id\":\"some-claim\",", "\"id\":null,", "id")]
    [InlineData("\"id\":\"some-claim\",", "\"id\":\"a\",\"id\":\"b\",", "id")]
    [InlineData("\"verdict\":\"Holds\",", "", "verdict")]
    [InlineData("\"controlVerdict\":\"Refuted\",", "", "Holds needs controlVerdict, which it lacks.")]
    [InlineData("\"form\":\"Bytes\",\"evidence\"", "\"evidence\"", "Holds needs form, which it lacks.")]
    [InlineData(",\"criterion\":\"2 loads, and bytes\"", "", "Holds needs criterion, which it lacks.")]
    [InlineData("\"Holds\"", "\"Twist\"", "Twist needs qualifier, which it lacks.")]
    [InlineData("{\"name\":\"loads\",\"value\":\"2\",\"form\":\"Count\"},{\"name\":\"once, at most\",\"value\":\"120 B\",\"form\":\"Bytes\"}", "", "Holds needs evidence, which it lacks.")]
    public void A_misspelt_or_missing_property_is_named_in_a_sentence(string right, string wrong, string named)
    {
        Assert.Contains(right, Judged, StringComparison.Ordinal);

        var error = Assert.Throws<FormatException>(() => VerdictContract.Read(Judged.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.StartsWith("The verdict", error.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"Holds\"")]
    [InlineData("{}")]
    public void What_is_no_verdict_is_an_error(string json) =>
        Assert.StartsWith("The verdict cannot be read: ", Assert.Throws<FormatException>(() => VerdictContract.Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_claim_that_was_not_run_needs_its_reason() =>
        Assert.Equal("The verdict of 'some-claim' cannot be read: NotRun needs qualifier, which it lacks.",
            Assert.Throws<FormatException>(() => VerdictContract.Read(NotRun.Replace(",\"qualifier\":\"PostgreSQL is missing\"", "", StringComparison.Ordinal))).Message);
}
