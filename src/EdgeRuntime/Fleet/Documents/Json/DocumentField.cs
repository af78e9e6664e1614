using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeActors.Models.Binding;
using EdgeActors.Wording;

namespace EdgeActors.Fleet.Documents.Json;

/// <summary>A value in a document and the way to it.</summary>
internal readonly partial record struct DocumentField(JsonElement Element, string Path)
{
    private const double LargestExact = 9_007_199_254_740_991;

    public JsonValueKind Kind => Element.ValueKind;

    /// <summary>The fault of this field.</summary>
    public DocumentFormatException Wrong(string fault, string fix) => new(Path, fault, fix);

    /// <summary>A field of this object.</summary>
    public DocumentField Required(string name)
    {
        if (Optional(name) is { } found)
        {
            return found;
        }

        int above = Path.Length + 1;
        string? near = NearestName.Of(name, Members().Select(member => member.Path[above..]));
        throw new DocumentFormatException($"{Path}.{name}", "is missing", near is null || near == name ? "write it" : $"did you mean \"{Printable.Of(near)}\"?");
    }

    /// <summary>A field of this object, null when it is not there or <c>null</c>.</summary>
    public DocumentField? Optional(string name)
    {
        Expect(JsonValueKind.Object, "an object {…}");
        return Element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? new(value, $"{Path}.{name}") : null;
    }

    /// <summary>All fields of this object.</summary>
    public IEnumerable<DocumentField> Members()
    {
        Expect(JsonValueKind.Object, "an object {…}");
        List<DocumentField> members = [];
        foreach (JsonProperty member in Element.EnumerateObject())
        {
            members.Add(new(member.Value, $"{Path}.{Decoded(member, static one => one.Name, "has a field whose name is no text")}"));
        }

        return members;
    }

    /// <summary>The items of this list.</summary>
    public IEnumerable<DocumentField> Items(int most, int least = 0)
    {
        Expect(JsonValueKind.Array, "a list […]");
        int count = Element.GetArrayLength();
        if (count < least || count > most)
        {
            throw Wrong($"has {Number(count)} items", $"write {Number(least)} to {Number(most)}");
        }

        string path = Path;
        return Element.EnumerateArray().Select((item, index) => new DocumentField(item, $"{path}[{Number(index)}]"));
    }

    /// <summary>A text of so many characters.</summary>
    public string Text(int least, int most)
    {
        Expect(JsonValueKind.String, "a text \"…\"");
        string text = Decoded(Element, static one => one.GetString()!, "is no text: it has half a character in it");
        int length = text.Length <= most && text.Length >= least * 2 ? text.Length : text.EnumerateRunes().Count();
        return length >= least && length <= most
            ? text
            : throw Wrong(length == 0 ? "is empty" : $"is {Number(length)} characters long", $"write {Number(least)} to {Number(most)} characters");
    }

    /// <summary>A text of 1 to <paramref name="most"/> characters without control characters.</summary>
    public string Name(int most)
    {
        string name = Text(1, most);
        return name.Any(char.IsControl) ? throw Wrong($"is \"{Printable.Of(name)}\"", "write a name without control characters") : name;
    }

    /// <summary>A whole number.</summary>
    public long Whole(long least, long most)
    {
        Expect(JsonValueKind.Number, "a number");
        long number = Element.TryGetInt64(out long whole) ? whole
            : Element.TryGetDouble(out double value) && Math.Abs(value) <= LargestExact && Math.Truncate(value) == value ? (long)value
            : throw Wrong("is no whole number, or a very large one", $"write {Number(least)} to {Number(most)}");
        return number >= least && number <= most ? number : throw Wrong($"is {Number(number)}", $"write {Number(least)} to {Number(most)}");
    }

    /// <summary>Any finite number.</summary>
    public double Real()
    {
        Expect(JsonValueKind.Number, "a number");
        return Element.TryGetDouble(out double value) && double.IsFinite(value) ? value : throw Wrong("is too large a number", "write one below 1.7e308");
    }

    /// <summary>Yes or no.</summary>
    public bool Flag() => Kind is JsonValueKind.True or JsonValueKind.False ? Kind == JsonValueKind.True : throw WrongKind("true or false");

    /// <summary>A time with its offset; as UTC.</summary>
    public DateTimeOffset Time()
    {
        string text = Text(1, FleetFormat.LongestName);
        return Rfc3339().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : throw Wrong($"is \"{Printable.Of(text)}\"", "write a time like 2026-11-28T18:00:00Z");
    }

    /// <summary>One of some words.</summary>
    public T Choice<T>(DocumentWords<T> words)
        where T : struct
    {
        string text = Text(0, FleetFormat.LongestText);
        return words.Find(text) ?? throw Wrong($"is \"{Printable.Of(text)}\"", $"write {words}");
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private string Decoded<T>(T from, Func<T, string> text, string fault)
    {
        try
        {
            return text(from);
        }
        catch (InvalidOperationException)
        {
            throw Wrong(fault, "write whole characters");
        }
    }

    private void Expect(JsonValueKind kind, string wanted)
    {
        if (Kind != kind)
        {
            throw WrongKind(wanted);
        }
    }

    private DocumentFormatException WrongKind(string wanted) => Wrong(
        Kind switch
        {
            JsonValueKind.Object => "is an object",
            JsonValueKind.Array => "is a list",
            JsonValueKind.String => "is a text",
            JsonValueKind.Number => "is a number",
            JsonValueKind.Null => "is null",
            _ => "is true or false",
        },
        $"write {wanted}");

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?(Z|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Rfc3339();
}
