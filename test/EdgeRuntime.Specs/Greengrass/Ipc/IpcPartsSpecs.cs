using System.Text.Json;
using EdgeActors.Greengrass.Ipc;

namespace EdgeActors.Specs.Greengrass.Ipc;

public sealed class IpcPartsSpecs
{
    private const string LiteUnit = "0::/system.slice/ggl.com.example.Agent.service";

    private static readonly Dictionary<string, string> Given = new()
    {
        ["SVCUID"] = "CANARYTOKEN",
        ["AWS_GG_NUCLEUS_DOMAIN_SOCKET_FILEPATH_FOR_COMPONENT"] = "../../ipc.socket",
    };

    [Fact]
    public void The_nucleus_names_itself_in_the_environment_and_its_path_is_taken_as_it_is()
    {
        NucleusAddress? address = NucleusAddress.From(Given.GetValueOrDefault, []);

        Assert.Equal("../../ipc.socket", address?.Path);
        Assert.Equal("CANARYTOKEN", address?.Token.Reveal());
        Assert.DoesNotContain("CANARY", address?.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SVCUID")]
    [InlineData("AWS_GG_NUCLEUS_DOMAIN_SOCKET_FILEPATH_FOR_COMPONENT")]
    public void Without_one_of_its_variables_there_is_no_nucleus(string missing) =>
        Assert.Null(NucleusAddress.From(name => name == missing ? "" : Given.GetValueOrDefault(name), []));

    [Theory]
    [InlineData(LiteUnit, "com.example.Agent")]
    [InlineData("1:name=systemd:/system.slice/ggl.a-b_c.1.service", "a-b_c.1")]
    [InlineData("0::/system.slice/edgeactors.service", null)]
    [InlineData("0::/system.slice/ggl.service", null)]
    [InlineData("0::/system.slice/ggl..service", null)]
    [InlineData("0::/", null)]
    public void The_components_name_is_that_of_its_unit_on_nucleus_lite(string unit, string? expected) =>
        Assert.Equal(expected, NucleusAddress.From(Given.GetValueOrDefault, ["11:cpu:/", unit])?.Component);

    [Fact]
    public void Parameters_come_as_texts_whatever_they_are_in_json()
    {
        ComponentConfiguration configuration = Parse("""
            {
              "accessControl": { "aws.greengrass.ipc.mqttproxy": {} }, "Text": "10", "Number": 10, "Half": 0.50000000000000000, "Ten": 10.0,
              "Large": 123456789012345678901234567890123, "Bool": true, "No": false, "Nothing": null, "Object": { "a": [1] }, "Empty": ""
            }
            """);

        Assert.Equal(
            ["Bool=true", "Empty=", "Half=0.5", "Large=123456789012345678901234567890123", "No=false", "Number=10", "Object={ \"a\": [1] }", "Ten=10", "Text=10"],
            configuration.Values.Select(static pair => $"{pair.Key}={pair.Value.Text}"));
        Assert.Equal(["Object"], configuration.Values.Where(static pair => !pair.Value.IsSingle).Select(static pair => pair.Key));
    }

    [Fact]
    public void Configurations_are_equal_when_their_values_are()
    {
        ComponentConfiguration one = Parse("""{ "A": "1", "B": true }""");

        Assert.Equal(one, Parse("""{ "B": "true", "A": 1.000, "accessControl": {} }"""));
        Assert.NotEqual(one, Parse("""{ "A": "1" }"""));
        Assert.NotEqual(one, Parse("""{ "A": "2", "B": true }"""));
        Assert.Equal(ComponentConfiguration.Empty, ComponentConfiguration.From(null));
    }

    [Fact]
    public void Pauses_grow_to_the_longest_and_are_half_chance()
    {
        IpcOptions options = new();
        ReconnectPause pause = new(options, new Random(7));

        TimeSpan[] first = [.. Enumerable.Range(0, 100).Select(_ => pause.Next())];
        pause.Reset();

        Assert.InRange(first[0], options.FirstPause / 2, options.FirstPause);
        Assert.InRange(first[3], options.FirstPause * 4, options.FirstPause * 8);
        Assert.All(first[10..], one => Assert.InRange(one, options.LongestPause / 2, options.LongestPause));
        Assert.True(first[10..].Distinct().Count() > 50);
        Assert.InRange(pause.Next(), options.FirstPause / 2, options.FirstPause);
    }

    [Fact]
    public void The_defaults_are_what_the_documents_say()
    {
        IpcOptions options = new();

        Assert.Empty(options.Faults());
        Assert.Equal(TimeSpan.FromSeconds(5), options.RequestTimeout);
        Assert.Equal(TimeSpan.FromSeconds(0.25), options.FirstPause);
        Assert.Equal(TimeSpan.FromSeconds(30), options.LongestPause);
        Assert.Equal(TimeSpan.FromSeconds(0.2), options.SettleTime);
        Assert.Equal(1 << 20, options.MaxFrameBytes);
    }

    [Fact]
    public void Every_option_out_of_its_range_is_named()
    {
        TimeSpan wrong = TimeSpan.FromHours(1);
        IpcOptions high = new()
        {
            RequestTimeout = wrong,
            FirstPause = wrong,
            LongestPause = TimeSpan.Zero,
            SettleTime = wrong,
            MaxFrameBytes = 1 << 30,
        };
        IpcOptions low = new()
        {
            RequestTimeout = TimeSpan.Zero,
            FirstPause = TimeSpan.Zero,
            SettleTime = -wrong,
            MaxFrameBytes = 1,
        };

        Assert.Equal(
            ["RequestTimeout", "FirstPause", "LongestPause", "SettleTime", "MaxFrameBytes"],
            high.Faults().Select(static fault => fault.Split(' ')[0]));
        Assert.Equal(
            ["RequestTimeout", "FirstPause", "SettleTime", "MaxFrameBytes"],
            low.Faults().Select(static fault => fault.Split(' ')[0]));
    }

    private static ComponentConfiguration Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return ComponentConfiguration.From(document.RootElement);
    }
}
