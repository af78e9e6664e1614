using System.Globalization;
using System.Text.Json;

namespace EdgeActors.Greengrass.Ipc;

/// <summary>One parameter's value.</summary>
/// <param name="Text">
/// Texts as they are, numbers without idle digits (the nucleus writes 0.50000000000000000 for 0.5), bools as <c>true</c> and <c>false</c>,
/// anything else as JSON.
/// </param>
/// <param name="IsSingle">False for an object or a list.</param>
internal readonly record struct ComponentValue(string Text, bool IsSingle);

/// <summary>The component's own parameters as the nucleus has them now. Equal when all values are.</summary>
internal sealed class ComponentConfiguration : IEquatable<ComponentConfiguration>
{
    // What Greengrass itself keeps beside a component's parameters.
    private static readonly string[] Foreign = ["accessControl"];

    private readonly SortedDictionary<string, ComponentValue> _values = new(StringComparer.Ordinal);

    /// <summary>Nothing is set.</summary>
    public static ComponentConfiguration Empty { get; } = new();

    /// <summary>Each by its key.</summary>
    public IReadOnlyDictionary<string, ComponentValue> Values => _values;

    /// <summary>The parameters in an answer of <c>GetConfiguration</c>. Null counts as not set.</summary>
    public static ComponentConfiguration From(JsonElement? tree)
    {
        ComponentConfiguration configuration = new();
        if (tree is { ValueKind: JsonValueKind.Object } values)
        {
            foreach (JsonProperty property in values.EnumerateObject())
            {
                if (property.Value.ValueKind != JsonValueKind.Null && !Foreign.Contains(property.Name))
                {
                    configuration._values[property.Name] = Value(property.Value);
                }
            }
        }

        return configuration;
    }

    /// <inheritdoc />
    public bool Equals(ComponentConfiguration? other) => other is not null && _values.SequenceEqual(other._values);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ComponentConfiguration);

    /// <inheritdoc />
    public override int GetHashCode() => _values.Count;

    private static ComponentValue Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new(value.GetString()!, IsSingle: true),
        JsonValueKind.Number => new(Number(value.GetRawText()), IsSingle: true),
        JsonValueKind.Object or JsonValueKind.Array => new(value.GetRawText(), IsSingle: false),
        _ => new(value.GetRawText(), IsSingle: true),
    };

    private static string Number(string written) =>
        decimal.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            ? number.ToString("0.############################", CultureInfo.InvariantCulture)
            : written;
}
