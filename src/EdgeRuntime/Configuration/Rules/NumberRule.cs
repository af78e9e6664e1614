using System.Globalization;
using System.Text.Json;

namespace EdgeActors.Configuration.Rules;

/// <summary>A whole number within a range.</summary>
/// <param name="least">The smallest.</param>
/// <param name="most">The largest.</param>
/// <param name="unit">What it counts, or empty.</param>
/// <param name="from">From the number to the value.</param>
/// <param name="to">The way back.</param>
internal sealed class NumberRule<T>(int least, int most, string unit, Func<int, T> from, Func<T, int> to) : ValueRule<T>, INumberRule
{
    /// <inheritdoc />
    public int Least => least;

    /// <inheritdoc />
    public int Most => most;

    /// <inheritdoc />
    public override string Allowed =>
        string.Create(CultureInfo.InvariantCulture, $"{least:N0} to {most:N0}") + (unit.Length == 0 ? "" : " " + unit);

    /// <inheritdoc />
    public override string Placeholder => unit.Length == 0 ? "N" : unit.ToUpperInvariant();

    /// <inheritdoc />
    public override bool IsBare => true;

    /// <inheritdoc />
    public override ValueFault? Fault(string text) =>
        !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? new ValueFault("is not a whole number", "write digits only, for example \"10\"")
            : number < least || number > most
                ? new ValueFault("is out of range", $"give a whole number from {least} to {most}")
                : null;

    /// <inheritdoc />
    public override T Read(string text) => from(int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

    /// <inheritdoc />
    public override string Show(T value) => to(value).ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteString("type", "integer");
        json.WriteNumber("minimum", least);
        json.WriteNumber("maximum", most);
        json.WriteEndObject();
        SchemaText.Pattern(json, "^[+-]?[0-9]+$");
        json.WriteEndArray();
    }
}

/// <summary>The range of a <see cref="NumberRule{T}"/>.</summary>
internal interface INumberRule
{
    /// <summary>The smallest number.</summary>
    int Least { get; }

    /// <summary>The largest number.</summary>
    int Most { get; }
}
