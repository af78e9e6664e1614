using System.Text.Json;
using EdgeActors.Logging;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Logging;

/// <summary>Whatever a name holds, a line of the log is one that the agent wrote.</summary>
public sealed class LogLineProperties
{
    private const string Prefix = "2026-03-01T00:00:00.000Z info  ";

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2000);

    private static readonly Gen<char> Sign = Gen.Frequency(
        (4, Gen.Choose('a', 'z').Select(static c => (char)c)),
        (4, Gen.Elements('\r', '\n', '\u001b', '\u2028', '\u2029', '\u0085', '\0', '"', '\\', '{', '}', '\u202e', '\ud800', '\udc00', '\ufeff', '\u007f')),
        (1, Gen.Choose(0, 0xffff).Select(static c => (char)c)));

    private static readonly Gen<string> Hostile =
        Gen.Choose(0, 60).SelectMany(length => Gen.ArrayOf(Sign, length)).Select(static signs => new string(signs));

    private static readonly LogLevelSwitch Levels = new(LogLevel.Information);

    [Fact]
    public void Json_is_one_line_of_ascii_that_gives_every_text_back() => Check.One(Many, Prop.ForAll(Arb.From(Hostile), text =>
    {
        string line = new JsonFormat().Line(Entry(text));

        using JsonDocument parsed = JsonDocument.Parse(line);
        JsonElement root = parsed.RootElement;
        string expected = WithoutLoneSurrogates(text);
        Assert.All(line, sign => Assert.InRange(sign, ' ', '~'));
        Assert.Equal("about " + expected, root.GetProperty("message").GetString());
        Assert.Equal(expected, root.GetProperty("values").GetProperty("Name").GetString());
        Assert.Equal(expected, root.GetProperty("exception").GetProperty("message").GetString());
    }));

    [Fact]
    public void Text_is_one_line_without_anything_that_moves_a_cursor_or_ends_a_line() =>
        Check.One(Many, Prop.ForAll(Arb.From(Hostile), text => AssertHarmless(new TextFormat(Levels).Line(Entry(text)), Prefix + "about ")));

    [Fact]
    public void Edge_is_the_same() => Check.One(Many, Prop.ForAll(
        Arb.From(Hostile),
        text => AssertHarmless(new EdgeFormat(Levels, "1.0").Line(Entry(text)), "{\"version\":\"1.0\"}[2026-03-01T00:00:00.000][I] about ")));

    [Fact]
    public void A_text_of_a_megabyte_becomes_a_line_of_a_bounded_length()
    {
        LogEntry entry = Entry(new string('\n', 1 << 20));

        Assert.All(
            Enum.GetValues<LogFormat>(),
            format => Assert.InRange(LogFormats.Of(format, Levels, "1.0").Line(entry).Length, LogEntry.LongestText, 512 << 10));
    }

    [Fact]
    public void Values_of_any_kind_keep_json_valid()
    {
        object?[] odd = [double.NaN, double.PositiveInfinity, float.NaN, decimal.MaxValue, ulong.MaxValue, null, new[] { "a", "\n" }, TimeSpan.MaxValue, 'x'];

        Assert.All(odd, value =>
        {
            LogEntry entry = Entry("x") with { Values = [new("Odd", value)] };
            using JsonDocument parsed = JsonDocument.Parse(new JsonFormat().Line(entry));
            Assert.True(parsed.RootElement.GetProperty("values").TryGetProperty("Odd", out _));
        });
    }

    private static void AssertHarmless(string line, string prefix)
    {
        Assert.StartsWith(prefix, line, StringComparison.Ordinal);
        Assert.DoesNotContain(line, static sign => char.IsControl(sign) || sign is '\u2028' or '\u2029' or '\u202e' or '\ufeff');
        Assert.Equal(WithoutLoneSurrogates(line), line);
    }

    private static LogEntry Entry(string text) => new(
        new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero),
        LogLevel.Information,
        LogScene.Any,
        "EdgeActors.Any",
        "about " + text,
        [new("Name", text)],
        new InvalidOperationException(text));

    private static string WithoutLoneSurrogates(string text) => string.Concat(text.EnumerateRunes().Select(static rune => rune.ToString()));
}
