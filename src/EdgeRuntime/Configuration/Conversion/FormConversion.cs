using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Deployment;
using EdgeActors.Configuration.Layers;

namespace EdgeActors.Configuration.Conversion;

/// <summary>Rewrites a configuration from the component's form to the old agent's or back, so that it means the same.</summary>
/// <param name="toComponent">To which.</param>
internal sealed class FormConversion(bool toComponent)
{
    // Where one form has a switch, the other names a library of the old agent: these are where its releases have them.
    private static readonly (Parameter<bool> Switch, Parameter<string> Library, string Path)[] Libraries =
    [
        (DeviceParameter.DbEnable, DeviceParameter.DbModule, "lib/libsagemaker_edge_db_handler_library.so"),
        (DeploymentParameter.Enable, DeploymentParameter.Library, "lib/libdeployment_smedge_library.so"),
    ];

    private readonly List<ConvertedValue> _values = [];
    private readonly List<string> _remarks = [];

    private string Form => toComponent ? "the component" : "the old agent";

    /// <summary>Converts what a file says.</summary>
    /// <exception cref="ConfigurationException">The file is at fault.</exception>
    public FormConversionResult Convert(SourceReading file)
    {
        ParameterValues values = new ParameterLayers().Over(file).Values();
        if (values.Faults.Count > 0)
        {
            throw new ConfigurationException(values.Faults, values.Warnings);
        }

        _remarks.AddRange(values.Warnings.Where(static warning => warning.Contains("is not known", StringComparison.Ordinal)));
        foreach (NamedValue value in file.Values)
        {
            if (ParameterCatalogue.Find(NameStyle.Key, value.Name) is { } parameter && ParameterLayers.Says(parameter, value))
            {
                Take(parameter, value, values);
            }
        }

        if (values.IsComponent != toComponent)
        {
            KeepDefaults(values);
        }

        return new FormConversionResult(_values, _remarks);
    }

    private void Take(Parameter parameter, NamedValue value, ParameterValues values)
    {
        if (NameOf(parameter) is { } name)
        {
            Add(parameter, name, parameter.Normal(value.Text));
        }
        else if (Libraries.FirstOrDefault(pair => pair.Switch == parameter || pair.Library == parameter) is { Path: { } path } pair)
        {
            if (toComponent)
            {
                TakeSwitch(pair.Switch, value, values);
            }
            else if (pair.Switch.Values.Read(value.Text))
            {
                Add(pair.Library, pair.Library.Names[0], path);
                _remarks.Add($"{pair.Library.Names[0]} is where the old agent's releases have that library; this agent only looks whether it is named");
            }
        }
        else
        {
            _remarks.Add($"{value.Name} is left out: {Form} has nothing like it{Advice(parameter)}");
        }
    }

    // Naming the library of deployments asks for them only where there is a fleet; the switch does anywhere, and without a fleet is a fault.
    private void TakeSwitch(Parameter<bool> isOn, NamedValue library, ParameterValues values)
    {
        if (values.IsGiven(isOn))
        {
            return;
        }

        if (isOn != DeploymentParameter.Enable || DeploymentRules.IsEnabled(values))
        {
            Add(isOn, isOn.Names[0], "true");
        }
        else
        {
            _remarks.Add($"{library.Name} is left out: without edgeactors_fleet_url it has no effect");
        }
    }

    // What nobody gave may mean something else in the other form, so it is written out.
    private void KeepDefaults(ParameterValues values)
    {
        foreach (Parameter parameter in ParameterCatalogue.All.Where(parameter => !values.IsGiven(parameter) && NameOf(parameter) is not null))
        {
            string? before = parameter.FixedDefault(component: !toComponent);
            if (parameter == DeviceParameter.Fleet && toComponent)
            {
                _remarks.Add($"{parameter.ComponentName} is missing: the component requires it, so give the device's fleet");
            }
            else if (before is not null && before != parameter.FixedDefault(toComponent))
            {
                Add(parameter, NameOf(parameter)!, before);
                _remarks.Add($"{NameOf(parameter)} is added: its default in {Form} is another");
            }
            else if (parameter.ShownDefault(toComponent) is { } after && after != parameter.ShownDefault(!toComponent))
            {
                string plain = after.Replace("`", "", StringComparison.Ordinal);
                _remarks.Add($"{NameOf(parameter)} is not given, and its default in {Form} is another: {plain}");
            }
        }
    }

    // Parameters of this agent alone mean the same in both forms.
    private string? NameOf(Parameter parameter) =>
        parameter.IsOwn ? parameter.Names[0] : toComponent ? parameter.ComponentName : parameter.AgentName;

    // A deployment writes every value as a text, the old agent's tools wrote numbers and bools bare.
    private void Add(Parameter parameter, string name, string text) => _values.Add(new ConvertedValue(name, text, !toComponent && parameter.IsBare));

    private static string Advice(Parameter parameter) => parameter switch
    {
        _ when parameter == ProcessParameter.Socket => "; give it by the flag -a",
        _ when parameter == CloudParameter.Region => "; AWS_REGION says it there",
        _ when parameter == DeviceParameter.DeviceName || parameter == DeviceParameter.DeviceUuid || parameter == DeviceParameter.ThingName =>
            "; AWS_IOT_THING_NAME says it there",
        _ when parameter == CloudParameter.CredentialsEndpoint || parameter == CloudParameter.CertificateFile
            || parameter == CloudParameter.PrivateKeyFile || parameter == CloudParameter.AuthorityFile => "; keys come from the token exchange there",
        _ => "",
    };
}

/// <summary>A converted configuration.</summary>
/// <param name="Values">In the order of the original, added ones last.</param>
/// <param name="Remarks">What was left out, added or needs a look, one sentence each.</param>
internal sealed record FormConversionResult(IReadOnlyList<ConvertedValue> Values, IReadOnlyList<string> Remarks);

/// <summary>One value of it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Text">The value.</param>
/// <param name="IsBare">Whether it is written without quotes.</param>
internal sealed record ConvertedValue(string Name, string Text, bool IsBare);
