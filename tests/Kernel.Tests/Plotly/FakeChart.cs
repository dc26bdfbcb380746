#pragma warning disable CA1052, IDE0130, IDE1006, MA0182 // found by its names, which are Plotly.NET's
namespace Plotly.NET;

/// <summary>What the kernel knows of Plotly.NET: a name, a static method, a script inside the assembly.</summary>
internal abstract class GenericChart
{
    protected abstract string Json { get; }

    public static string toJson(GenericChart chart) => chart.Json;

    internal sealed class Chart(string json) : GenericChart
    {
        protected override string Json { get; } = json;
    }
}
