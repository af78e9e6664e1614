using System.Globalization;
using System.Text.Json;

namespace EdgeActors.Configuration.Rules;

/// <summary>A number of bytes within a range, which may have K, M or G for 1024, 1024² or 1024³.</summary>
/// <param name="least">The smallest.</param>
/// <param name="most">The largest.</param>
/// <param name="zero">What 0 means besides; null when it means nothing.</param>
internal sealed class SizeRule(long least, long most, string? zero = null) : ValueRule<long>
{
    private readonly string _range = $"{ByteSize.Show(least)} to {ByteSize.Show(most)}";

    /// <summary>The smallest number of bytes.</summary>
    public long Least => least;

    /// <summary>The largest number of bytes.</summary>
    public long Most => most;

    /// <summary>Whether 0 is allowed besides.</summary>
    public bool MayBeZero => zero is not null;

    /// <inheritdoc />
    public override string Allowed => $"{_range}{OrZero}";

    /// <inheritdoc />
    public override string Placeholder => "BYTES";

    /// <inheritdoc />
    public override ValueFault? Fault(string text) =>
        ByteSize.TryParse(text, out long bytes) && ((bytes >= least && bytes <= most) || (bytes == 0 && MayBeZero))
            ? null
            : new ValueFault("is no size in range", $"give bytes from {_range} as a whole number, K, M and G allowed{OrZero}");

    /// <inheritdoc />
    public override long Read(string text) => ByteSize.TryParse(text, out long bytes) ? bytes : throw new FormatException(text);

    /// <inheritdoc />
    public override string Show(long value)
    {
        (long unit, string suffix) = value switch
        {
            > 0 when value % (1L << 30) == 0 => (1L << 30, "G"),
            > 0 when value % (1L << 20) == 0 => (1L << 20, "M"),
            > 0 when value % (1L << 10) == 0 => (1L << 10, "K"),
            _ => (1L, ""),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{value / unit}{suffix}");
    }

    /// <inheritdoc />
    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteString("type", "integer");
        json.WriteNumber("minimum", MayBeZero ? 0 : least);
        json.WriteNumber("maximum", most);
        json.WriteEndObject();
        SchemaText.Pattern(json, "^[0-9]+[KMGkmg]?$");
        json.WriteEndArray();
    }

    private string OrZero => zero is null ? "" : $", or 0 for {zero}";
}
