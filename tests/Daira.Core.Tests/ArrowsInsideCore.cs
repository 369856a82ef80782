namespace Daira.Core.Tests;

public class ArrowsInsideCore
{
    [Fact]
    public void Core_sees_no_other_project()
    {
        var references = System.Reflection.Assembly.Load("Daira.Core").GetReferencedAssemblies().Select(a => a.Name!);
        references.ShouldNotContain(name => name.StartsWith("Daira.", StringComparison.Ordinal));
    }
}
