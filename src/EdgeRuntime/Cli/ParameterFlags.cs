using System.CommandLine;
using System.CommandLine.Parsing;
using EdgeActors.Configuration;
using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Layers;

namespace EdgeActors.Cli;

/// <summary>The flags that the catalogue of parameters knows. Their values are checked with those of all other sources, not by the parser.</summary>
internal static class ParameterFlags
{
    private static readonly Dictionary<Parameter, Option> Options = ParameterCatalogue.All
        .Where(parameter => parameter.Flag is not null)
        .ToDictionary(parameter => parameter, Create);

    /// <summary>The configuration file.</summary>
    public static Option<string?> Config { get; } = new("--config", "-c")
    {
        HelpName = "FILE",
        Description = "JSON file with the component's parameters or the old agent's keys.",
    };

    /// <summary>All of them, without <see cref="Config"/>.</summary>
    public static IEnumerable<Option> All => Options.Values;

    /// <summary>The flag of a parameter.</summary>
    public static Option Of(Parameter parameter) => Options[parameter];

    /// <summary>A reader of everything that configures the agent on this command line: file, environment, flags.</summary>
    public static ConfigurationReader Reader(ParseResult command, IReadOnlyDictionary<string, string> environment, MemoryLimit memory)
    {
        EnvironmentSource variables = new(environment);
        FlagSource flags = new(Given(command));
        return new ConfigurationReader(
            command.GetValue(Config) is { } file ? [new FileSource(file), variables, flags] : [variables, flags], environment, memory);
    }

    private static List<NamedValue> Given(ParseResult command)
    {
        List<NamedValue> given = [];
        foreach ((Parameter parameter, Option option) in Options)
        {
            if (command.GetResult(option) is { Implicit: false } result)
            {
                given.Add(new NamedValue(parameter.Flag!, Text(result)));
            }
        }

        return given;
    }

    private static string Text(OptionResult result) => result.Tokens.Count == 0 ? "true" : result.Tokens[^1].Value;

    private static Option Create(Parameter parameter)
    {
        string[] aliases = parameter.ShortFlag is { } letter ? [letter] : [];
        Option option = parameter.IsSwitch ? new Option<bool>(parameter.Flag!, aliases) : new Option<string?>(parameter.Flag!, aliases);
        option.HelpName = parameter.IsSwitch ? null : parameter.Rule.Placeholder;
        option.Description = Description(parameter);
        return option;
    }

    // Documentation marks names as code, help does not.
    private static string Description(Parameter parameter)
    {
        string range = parameter.IsSwitch ? "." : $": {parameter.Rule.Allowed}.";
        string fallback = parameter.ShownDefault(component: false) is { } words && !parameter.IsSwitch ? $" Default: {words}." : "";
        return (parameter.Meaning + range + fallback).Replace("`", "", StringComparison.Ordinal);
    }
}
