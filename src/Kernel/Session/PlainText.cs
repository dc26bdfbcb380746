using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.DotNet.Interactive.ValueSharing;

namespace HonestAsync.Kernel;

/// <summary>
/// A value as text. A type that overrides <c>ToString</c> is shown by that; sequences, tuples, records and
/// anonymous types are written out, bounded in length and depth.
/// </summary>
internal static class PlainText
{
    private const int MaximumItems = 100;
    private const int MaximumDepth = 6;

    public static string Of(object? value) => Of(value, depth: 0);

    private static string Of(object? value, int depth) => value switch
    {
        null => "null",
        string text => text,
        Exception exception => ExceptionText.Of(exception),
        Type type => TypeName.Of(type),
        Task task => TaskText.Of(task),
        KernelValue variable => $"{variable.Name} = {Of(variable.Value, depth + 1)}",
        IFormattable number and not IEnumerable => number.ToString(null, CultureInfo.InvariantCulture),
        _ when depth >= MaximumDepth => "…",
        ITuple tuple => $"({string.Join(", ", Items(tuple).Select(item => Of(item, depth + 1)))})",
        _ when HasOwnText(value.GetType()) => value.ToString() ?? "null",
        IDictionary dictionary => Entries(dictionary, depth),
        IEnumerable sequence => Sequence(sequence, depth),
        _ when IsDescribedByProperties(value.GetType()) => Properties(value, depth),
        _ => TypeName.Of(value.GetType()),
    };

    // written by a person: not inherited from object, not made by the compiler
    private static bool HasOwnText(Type type)
    {
        var toString = type.GetMethod(nameof(ToString), Type.EmptyTypes)!;
        return toString.DeclaringType != typeof(object)
            && toString.DeclaringType != typeof(ValueType)
            && !IsDescribedByProperties(type);
    }

    private static bool IsDescribedByProperties(Type type) =>
        type.GetMethod(nameof(ToString), Type.EmptyTypes)!.IsDefined(typeof(CompilerGeneratedAttribute))
        || (type.IsDefined(typeof(CompilerGeneratedAttribute))
            && type.Name.Contains("AnonymousType", StringComparison.Ordinal));

    private static IEnumerable<object?> Items(ITuple tuple) =>
        Enumerable.Range(0, tuple.Length).Select(i => tuple[i]);

    private static string Sequence(IEnumerable sequence, int depth)
    {
        var items = new List<string>();
        foreach (var item in sequence)
        {
            if (items.Count == MaximumItems)
            {
                items.Add("…");
                break;
            }
            items.Add(Of(item, depth + 1));
        }
        return items.Count == 0 ? "[ ]" : $"[ {string.Join(", ", items)} ]";
    }

    private static string Entries(IDictionary dictionary, int depth)
    {
        var entries = new List<string>();
        foreach (DictionaryEntry entry in dictionary)
        {
            if (entries.Count == MaximumItems)
            {
                entries.Add("…");
                break;
            }
            entries.Add($"{Of(entry.Key, depth + 1)}: {Of(entry.Value, depth + 1)}");
        }
        return entries.Count == 0 ? "{ }" : $"{{ {string.Join(", ", entries)} }}";
    }

    private static string Properties(object value, int depth)
    {
        var type = value.GetType();
        var text = new StringBuilder();
        if (!type.Name.Contains("AnonymousType", StringComparison.Ordinal))
        {
            text.Append(TypeName.Of(type)).Append(' ');
        }
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && property.CanRead)
            .Select(property => $"{property.Name} = {Of(Read(property, value), depth + 1)}");
        return text.Append("{ ").AppendJoin(", ", properties).Append(" }").ToString();
    }

    private static object? Read(PropertyInfo property, object value)
    {
        try
        {
            return property.GetValue(value, BindingFlags.DoNotWrapExceptions, null, null, null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return $"({e.GetType().Name})";
        }
    }
}
