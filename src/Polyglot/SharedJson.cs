using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Formatting;

namespace HonestAsync.Polyglot;

/// <summary>
/// A value on its way out of a runtime. Kernels that take .NET values always receive a
/// <see cref="JsonElement"/>, so that a C# cell compiles with and without the value; an absent one is
/// <see cref="JsonValueKind.Undefined"/>.
/// </summary>
/// <remarks>
/// Without this the library turns a number into a double and an array into a JsonDocument, and assigns
/// nothing at all for null: the variable keeps an earlier value.
/// </remarks>
internal sealed class SharedJson(string json, JsonElement element)
    : FormattedValue(JsonFormatter.MimeType, json)
{
    private static readonly ConditionalWeakTable<Kernel, object> s_receivers = [];

    /// <summary>The value of a cell that was not run.</summary>
    public static SharedJson Absent() => new("null", default);

    /// <summary>Parses what a runtime has sent.</summary>
    public static SharedJson Parse(string json) => new(json, JsonSerializer.Deserialize<JsonElement>(json));

    /// <summary>The value; it belongs to no document and stays valid.</summary>
    public JsonElement Element => element;

    /// <summary>True for <see cref="Absent"/>.</summary>
    public bool IsAbsent => element.ValueKind is JsonValueKind.Undefined;

    /// <summary>Lets the other kernels of a notebook receive such values, unless they do already.</summary>
    public static void ArriveIn(Kernel root) => root.VisitSubkernels(kernel =>
    {
        if (kernel is not RuntimeKernel && s_receivers.TryAdd(kernel, kernel))
        {
            kernel.AddMiddleware((command, context, next) => next(
                command is SendValue { Value: null, FormattedValue: SharedJson shared } sent
                    ? new SendValue(sent.Name, shared.Element, shared, sent.TargetKernelName)
                    : command,
                context));
        }
    });
}
