using System.Globalization;
using System.Text.Json;

namespace EdgeActors.Fleet.Rest.Wire;

/// <summary>A value of a message with its path, so that faults name it. Members that nobody asks for are passed over.</summary>
/// <param name="path">For example <c>Models[2].ModelName</c>; empty for the message itself.</param>
/// <param name="element">The value; undefined when it is not there.</param>
internal readonly struct WireValue(string path, JsonElement element)
{
    private const int MaxDepth = 16;

    /// <summary>Whether it is there and not null.</summary>
    public bool IsGiven => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>Reads a message, which must be one JSON object.</summary>
    /// <typeparam name="T">What is made of it.</typeparam>
    /// <exception cref="WireFormatException">It is none, or <paramref name="read"/> finds a fault.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json, Func<WireValue, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? read(new WireValue("", document.RootElement))
                : throw new WireFormatException("The message must be a JSON object.");
        }
        catch (JsonException)
        {
            throw new WireFormatException($"The message is no JSON, names a member twice or nests deeper than {MaxDepth}.");
        }
    }

    /// <summary>A member of this object.</summary>
    public WireValue Member(string name)
    {
        if (IsGiven && element.ValueKind != JsonValueKind.Object)
        {
            throw Fault("must be an object");
        }

        string below = path.Length == 0 ? name : $"{path}.{name}";
        return IsGiven && element.TryGetProperty(name, out JsonElement member) ? new WireValue(below, member) : new WireValue(below, default);
    }

    /// <summary>The members of this list; none when it is not there.</summary>
    /// <param name="most">How many it may have.</param>
    public IEnumerable<WireValue> Items(int most = int.MaxValue)
    {
        if (IsGiven && element.ValueKind != JsonValueKind.Array)
        {
            throw Fault("must be a list");
        }

        if (IsGiven && element.GetArrayLength() > most)
        {
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"must have at most {most} entries"));
        }

        string list = path;
        return IsGiven ? element.EnumerateArray().Select((item, i) => new WireValue($"{list}[{i}]", item)) : [];
    }

    /// <summary>Its text; null when it is not there.</summary>
    public string? Text()
    {
        if (!IsGiven)
        {
            return null;
        }

        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : throw Fault("must be a text");
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape: well-formed JSON, yet no text.
            throw Fault("must be a text");
        }
    }

    /// <summary>Its text, checked.</summary>
    /// <param name="isLegal">What it must fulfil.</param>
    /// <param name="form">The same in words: "must be …".</param>
    public string Text(Func<string, bool> isLegal, string form) =>
        Text() is { } text && isLegal(text) ? text : throw Fault(form);

    /// <summary>Its text, checked; null when it is not there.</summary>
    public string? Optional(Func<string, bool> isLegal, string form) => IsGiven ? Text(isLegal, form) : null;

    /// <summary>Its finite number.</summary>
    public double Number() =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : throw Fault("must be a number");

    /// <summary>Its moment, in seconds since 1970; null when it is not there.</summary>
    public DateTimeOffset? Time()
    {
        if (!IsGiven)
        {
            return null;
        }

        double milliseconds = Math.Round(Number() * 1000);
        return milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
            : throw Fault("must be a moment in seconds since 1970");
    }

    /// <summary>Whether it is <c>true</c>.</summary>
    public bool IsTrue => element.ValueKind == JsonValueKind.True;

    /// <summary>Its whole number, also written as a text; null when it is no such thing.</summary>
    public long? Whole()
    {
        string? text = element.ValueKind switch
        {
            JsonValueKind.String => Text(),
            JsonValueKind.Number => element.GetRawText(),
            _ => null,
        };
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long whole) ? whole : null;
    }

    /// <summary>A fault of this value.</summary>
    /// <param name="form">What is asked of it: "must be …".</param>
    public WireFormatException Fault(string form) => new($"{(path.Length == 0 ? "The message" : path)} {(IsGiven ? "" : "is missing and ")}{form}.");
}
