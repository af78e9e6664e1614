using EdgeActors.Configuration.Catalogue;

namespace EdgeActors.Specs.Linting;

public sealed class ComponentParameterSpecs
{
    /// <summary>Who says which models are served, and which of them may be: not to be missed because IPC came late.</summary>
    private static readonly string[] OfThisAgent =
        ["edgeactors_fleet_url", "edgeactors_package_buckets", "edgeactors_package_signatures", "sagemaker_edge_core_root_certs_path"];

    [Fact]
    public void Recipes_have_the_components_parameters_of_the_agents_catalogue_those_of_fleet_and_trust_and_no_others() => Assert.Equal(
        ParameterCatalogue.All.Select(parameter => parameter.ComponentName).OfType<string>().Concat(OfThisAgent).Order(),
        ComponentParameter.All.Select(parameter => parameter.Name).Order());

    [Fact]
    public void Defaults_are_those_of_the_catalogues_component_and_empty_where_it_has_none() => Assert.All(
        ComponentParameter.All,
        parameter => Assert.Equal(DefaultOf(Find(parameter)), Find(parameter).Normal(parameter.Default)));

    [Fact]
    public void Variables_are_those_that_the_agent_reads() => Assert.All(
        ComponentParameter.All.Where(parameter => parameter.Variable is not null),
        parameter => Assert.Equal(Find(parameter).Variable, parameter.Variable));

    [Fact]
    public void Parameters_without_a_variable_are_those_that_can_change_while_the_agent_runs() => Assert.Equal(
        ComponentParameter.All.Where(parameter => Find(parameter).IsLive),
        ComponentParameter.All.Where(parameter => parameter.Variable is null));

    // What is said in words depends on the device, or has to be given.
    private static string DefaultOf(Parameter parameter) =>
        (parameter.ComponentDefaultWords is null ? parameter.FixedDefault(component: true) : null) ?? "";

    private static Parameter Find(ComponentParameter parameter) => ParameterCatalogue.Find(NameStyle.Key, parameter.Name)!;
}
