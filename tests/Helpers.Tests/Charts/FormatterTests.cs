namespace HonestAsync.Helpers.Tests.Charts;

/// <summary>Reads the formatters as kernels do: by name, through reflection.</summary>
public sealed class FormatterTests
{
    public static TheoryData<Type> RichTypes =>
        [typeof(Chart), typeof(BarChart), typeof(LineChart), typeof(PercentileChart), typeof(TimelineChart), typeof(SequenceDiagram), typeof(TextTable)];

    [Theory]
    [MemberData(nameof(RichTypes))]
    public void Every_preferred_type_of_output_has_a_formatter(Type type)
    {
        var attribute = Assert.Single(type.GetCustomAttributes(inherit: true), found =>
            string.Equals(found.GetType().Name, "TypeFormatterSourceAttribute", StringComparison.Ordinal));
        var preferred = (string[])Get(attribute, "PreferredMimeTypes")!;

        Assert.Equal(["text/html", "text/plain"], preferred);
        Assert.Empty(preferred.Except(Outputs(attribute).Select(output => output.MimeType), StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(RichTypes))]
    public void The_attribute_is_declared_on_the_type_itself(Type type) =>
        Assert.Single(type.GetCustomAttributes(inherit: false), found =>
            string.Equals(found.GetType().Name, "TypeFormatterSourceAttribute", StringComparison.Ordinal));

    [Fact]
    public void A_chart_is_offered_as_text_html_and_svg()
    {
        var chart = Samples.All["bars"];
        var outputs = Outputs(chart.GetType().GetCustomAttributes(typeof(TypeFormatterSourceAttribute), inherit: true)[0]);

        Assert.Collection(outputs,
            text => Offers(text, "text/plain", chart.ToText()),
            html => Offers(html, "text/html", $"<div>{chart.ToSvg()}</div>"),
            svg => Offers(svg, "image/svg+xml", chart.ToSvg()));

        void Offers(Formatter formatter, string mimeType, string expected)
        {
            Assert.Equal(mimeType, formatter.MimeType);
            Assert.Equal(expected, Written(formatter, chart));
        }
    }

    [Theory]
    [InlineData(typeof(MachineReport))]
    [InlineData(typeof(Exploration))]
    public void A_report_is_offered_as_its_own_lines_and_nothing_else(Type type)
    {
        var attribute = Assert.Single(type.GetCustomAttributes(typeof(TypeFormatterSourceAttribute), inherit: false));
        var output = Assert.Single(Outputs(attribute));
        object report = type == typeof(MachineReport) ? MachineReport.Now() : new Exploration
        {
            Verdict = ExplorationVerdict.Passed, Schedules = 6, Failing = 0, Complete = true,
            Outcomes = new Dictionary<string, long>(StringComparer.Ordinal) { ["15"] = 4, ["10"] = 2 },
        };

        Assert.Equal(["text/plain"], (string[])Get(attribute, "PreferredMimeTypes")!);
        Assert.Equal("text/plain", output.MimeType);
        Assert.Equal(report.ToString(), Written(output, report));
        Assert.Contains('\n', Written(output, report));
    }

    [Fact]
    public void A_formatter_declines_a_value_of_another_type() =>
        Assert.All(new ChartFormatterSource().CreateTypeFormatters().Cast<Formatter>(), formatter =>
            Assert.False(formatter.Format("no chart", TextWriter.Null)));

    private static List<Formatter> Outputs(object attribute)
    {
        var source = Activator.CreateInstance((Type)Get(attribute, "FormatterSourceType")!)!;
        return [.. ((IEnumerable<object>)source.GetType().GetMethod("CreateTypeFormatters")!.Invoke(source, null)!).Cast<Formatter>()];
    }

    private static object? Get(object instance, string property) =>
        instance.GetType().GetProperty(property)!.GetValue(instance);

    private static string Written(Formatter formatter, object value)
    {
        using var writer = new StringWriter();
        Assert.True(formatter.Format(value, writer));
        return writer.ToString();
    }
}
