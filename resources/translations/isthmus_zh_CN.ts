<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>select one</source>
        <translation>选择一个</translation>
    </message>
    <message>
        <source>%1 objects are selected; a page shows one.</source>
        <translation>已选中 %1 个对象；一个页面只能显示一个。</translation>
    </message>
    <message>
        <source>Select one of them.</source>
        <translation>选择其中一个。</translation>
    </message>
    <message>
        <source>%1 objects are selected; the form maps one table.</source>
        <translation>已选中 %1 个对象；此表单一次映射一张表。</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>无连接</translation>
    </message>
    <message>
        <source>%1 has no connection</source>
        <translation>%1 没有连接</translation>
    </message>
    <message>
        <source>The columns of %1 cannot be read now.</source>
        <translation>当前无法读取 %1 的列。</translation>
    </message>
    <message>
        <source>Retry the connection first.</source>
        <translation>先重试该连接。</translation>
    </message>
    <message>
        <source>Cannot map %1</source>
        <translation>无法映射 %1</translation>
    </message>
    <message>
        <source>a view</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>A mapping is made of a table; a view stores no rows.</source>
        <translation>映射以表为对象；视图不存储数据行。</translation>
    </message>
    <message>
        <source>Map the tables that it reads.</source>
        <translation>改为映射视图所读取的表。</translation>
    </message>
    <message>
        <source>dynamic table</source>
        <translation>Dynamic Table</translation>
    </message>
    <message>
        <source>MaxCompute cannot read a dynamic table.</source>
        <translation>MaxCompute 无法读取 Dynamic Table。</translation>
    </message>
    <message>
        <source>Map the tables that it is computed from.</source>
        <translation>改为映射它的计算来源表。</translation>
    </message>
    <message>
        <source>foreign table</source>
        <translation>外部表（Foreign Table）</translation>
    </message>
    <message>
        <source>Its rows are not in Hologres.</source>
        <translation>它的数据行不在 Hologres 中。</translation>
    </message>
    <message>
        <source>Use the table that it stands for.</source>
        <translation>改用它所指向的表。</translation>
    </message>
    <message>
        <source>no MaxCompute</source>
        <translation>无 MaxCompute</translation>
    </message>
    <message>
        <source>No MaxCompute connection yet</source>
        <translation>还没有 MaxCompute 连接</translation>
    </message>
    <message>
        <source>Connect to MaxCompute first.</source>
        <translation>先连接到 MaxCompute。</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>All MaxCompute connections are read-only</source>
        <translation>所有 MaxCompute 连接均为只读</translation>
    </message>
    <message>
        <source>Edit a connection and allow plans that write.</source>
        <translation>编辑某个连接，允许执行写入计划。</translation>
    </message>
    <message>
        <source>Cannot synchronize from this connection</source>
        <translation>无法通过此连接同步</translation>
    </message>
    <message>
        <source>Do this instead: connect to the database %1 as a data source, and right-click %2 there.</source>
        <translation>替代做法：以数据源方式连接数据库 %1，然后在其中右键单击 %2。</translation>
    </message>
    <message>
        <source>Do this instead: right-click %1 under the data source %2.</source>
        <translation>替代做法：右键单击数据源 %2 下的 %1。</translation>
    </message>
    <message>
        <source>instance mode</source>
        <translation>实例模式</translation>
    </message>
    <message>
        <source>%1 is an instance connection: it can map metadata, but a synchronization needs the identity of one database.</source>
        <translation>%1 是实例连接：可以映射元数据，但同步需要单个数据库的身份。</translation>
    </message>
    <message>
        <source>not available</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>Synchronization is not available in this version</source>
        <translation>此版本不支持同步</translation>
    </message>
    <message>
        <source>This version maps tables; it does not copy their rows.</source>
        <translation>此版本可以映射表，但不复制表中的数据行。</translation>
    </message>
    <message>
        <source>Do this instead: map %1, then copy its rows in MaxCompute with INSERT … SELECT.</source>
        <translation>替代做法：映射 %1，然后在 MaxCompute 中用 INSERT … SELECT 复制数据行。</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>Open in a new &amp;tab</source>
        <translation>在新标签页中打开(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Map metadata to MaxCompute…</source>
        <translation>元数据映射到 MaxCompute(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Synchronize data to MaxCompute…</source>
        <translation>数据同步到 MaxCompute(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Copy name</source>
        <translation>复制名称(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>刷新(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Properties</source>
        <translation>属性(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Test connection</source>
        <translation>测试连接(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Edit connection…</source>
        <translation>编辑连接(&amp;E)…</translation>
    </message>
    <message>
        <source>Re&amp;move connection…</source>
        <translation>移除连接(&amp;M)…</translation>
    </message>
    <message>
        <source>Open the &amp;sandbox</source>
        <translation>打开沙箱(&amp;S)</translation>
    </message>
    <message>
        <source>%1 objects are selected; the form drops one table.</source>
        <translation>选中了 %1 个对象；此表单一次删除一张表。</translation>
    </message>
    <message>
        <source>Cannot drop %1</source>
        <translation>无法删除 %1</translation>
    </message>
    <message>
        <source>The connection %1 is read-only.</source>
        <translation>连接 %1 是只读的。</translation>
    </message>
    <message>
        <source>Edit the connection and allow plans that write.</source>
        <translation>请编辑该连接，允许执行写入计划。</translation>
    </message>
    <message>
        <source>&amp;Drop external table…</source>
        <translation>删除外部表(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Import connections…</source>
        <translation>导入连接(&amp;I)…</translation>
    </message>
    <message>
        <source>E&amp;xport connections…</source>
        <translation>导出连接(&amp;X)…</translation>
    </message>
    <message>
        <source>P&amp;in to the top</source>
        <translation>固定到顶部(&amp;I)</translation>
    </message>
    <message>
        <source>Unp&amp;in</source>
        <translation>取消固定(&amp;I)</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>%1 is in use</source>
        <translation>%1 正在使用</translation>
    </message>
    <message>
        <source>The sessions of %1 are of this compute group already.</source>
        <translation>%1 的会话已在此计算组中运行。</translation>
    </message>
    <message>
        <source>Choose another one, or edit the connection to choose none.</source>
        <translation>请选择其他计算组，或编辑连接以不指定。</translation>
    </message>
    <message>
        <source>&amp;Use this compute group</source>
        <translation>使用此计算组(&amp;U)</translation>
    </message>
    <message>
        <source>%1 schemas are selected; the form maps one.</source>
        <translation>已选择 %1 个 Schema；表单一次映射一个。</translation>
    </message>
    <message>
        <source>The mapping is made in a MaxCompute project.</source>
        <translation>映射在 MaxCompute 项目中创建。</translation>
    </message>
    <message>
        <source>A mapping is written into a MaxCompute project.</source>
        <translation>映射要写入 MaxCompute 项目。</translation>
    </message>
    <message>
        <source>%1 schemas are selected; the form drops one.</source>
        <translation>已选择 %1 个 Schema；表单一次删除一个。</translation>
    </message>
    <message>
        <source>&amp;Drop external schema…</source>
        <translation>删除外部 Schema(&amp;D)…</translation>
    </message>
    <message>
        <source>One at a time</source>
        <translation>一次一个</translation>
    </message>
    <message>
        <source>first</source>
        <translation>第一项</translation>
    </message>
    <message>
        <source>Cannot move up</source>
        <translation>无法上移</translation>
    </message>
    <message>
        <source>It is the first of what is pinned.</source>
        <translation>它已是固定项中的第一项。</translation>
    </message>
    <message>
        <source>last</source>
        <translation>最后一项</translation>
    </message>
    <message>
        <source>Cannot move down</source>
        <translation>无法下移</translation>
    </message>
    <message>
        <source>It is the last of what is pinned.</source>
        <translation>它已是固定项中的最后一项。</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Move do&amp;wn</source>
        <translation>下移(&amp;W)</translation>
    </message>
    <message>
        <source>Cannot load %1</source>
        <translation>无法加载 %1</translation>
    </message>
    <message>
        <source>&amp;Load to compute group…</source>
        <translation>加载到计算组(&amp;L)…</translation>
    </message>
    <message>
        <source>%1 objects are selected; a report is of one.</source>
        <translation>已选择 %1 个对象；报告针对单个对象。</translation>
    </message>
    <message>
        <source>T&amp;ype-loss report</source>
        <translation>类型损失报告(&amp;Y)</translation>
    </message>
    <message>
        <source>two connections</source>
        <translation>两个连接</translation>
    </message>
    <message>
        <source>Tables of one connection</source>
        <translation>同一连接的表</translation>
    </message>
    <message>
        <source>One plan maps tables of one Hologres connection.</source>
        <translation>一个计划只能映射同一个 Hologres 连接的表。</translation>
    </message>
    <message>
        <source>Select tables of one connection.</source>
        <translation>请选择同一连接的表。</translation>
    </message>
    <message>
        <source>%1 objects are selected; a page checks one.</source>
        <translation>已选择 %1 个对象；一个页面只检查一个。</translation>
    </message>
    <message>
        <source>Cannot repair %1</source>
        <translation>无法修复 %1</translation>
    </message>
    <message>
        <source>%1 objects are selected; mappings of one connection are repaired at a time.</source>
        <translation>选中了 %1 个对象；每次只修复一个连接中的映射。</translation>
    </message>
    <message>
        <source>Chec&amp;k mapping…</source>
        <translation>检查映射(&amp;K)…</translation>
    </message>
    <message>
        <source>Map &amp;tables to MaxCompute…</source>
        <translation>将表映射到 MaxCompute(&amp;T)…</translation>
    </message>
    <message>
        <source>C&amp;heck drift</source>
        <translation>检查漂移(&amp;H)</translation>
    </message>
    <message>
        <source>Rep&amp;air mapping…</source>
        <translation>修复映射(&amp;A)…</translation>
    </message>
    <message>
        <source>New &amp;foreign server…</source>
        <translation>新建外部数据源(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Drop foreign server…</source>
        <translation>删除外部数据源(&amp;D)…</translation>
    </message>
    <message>
        <source>One plan maps tables of one MaxCompute connection.</source>
        <translation>一个计划只映射同一个 MaxCompute 连接的表。</translation>
    </message>
    <message>
        <source>no stored table</source>
        <translation>不是存储表</translation>
    </message>
    <message>
        <source>Hologres reads stored tables of MaxCompute only.</source>
        <translation>Hologres 只读取 MaxCompute 的存储表。</translation>
    </message>
    <message>
        <source>Map the table whose rows it shows.</source>
        <translation>请映射其数据所在的表。</translation>
    </message>
    <message>
        <source>no Hologres</source>
        <translation>无 Hologres</translation>
    </message>
    <message>
        <source>No Hologres connection yet</source>
        <translation>尚无 Hologres 连接</translation>
    </message>
    <message>
        <source>The mapping is made in a Hologres database.</source>
        <translation>映射建在 Hologres 数据库中。</translation>
    </message>
    <message>
        <source>Connect to Hologres first.</source>
        <translation>请先连接 Hologres。</translation>
    </message>
    <message>
        <source>All Hologres connections are read-only</source>
        <translation>所有 Hologres 连接均为只读</translation>
    </message>
    <message>
        <source>A mapping is written into a Hologres database.</source>
        <translation>映射会写入 Hologres 数据库。</translation>
    </message>
    <message>
        <source>Map metadata to Holo&amp;gres…</source>
        <translation>元数据映射至Hologres(&amp;G)…</translation>
    </message>
    <message>
        <source>two tables</source>
        <translation>两张表</translation>
    </message>
    <message>
        <source>Two tables at a time</source>
        <translation>一次比较两张表</translation>
    </message>
    <message>
        <source>%1 objects are selected; two are compared.</source>
        <translation>已选择 %1 个对象；一次比较两个。</translation>
    </message>
    <message>
        <source>Select two of them.</source>
        <translation>请只选择其中两个。</translation>
    </message>
    <message>
        <source>Compare struct&amp;ure</source>
        <translation>比较结构(&amp;U)</translation>
    </message>
    <message>
        <source>Compare struct&amp;ure with…</source>
        <translation>与其他表比较结构(&amp;U)…</translation>
    </message>
    <message>
        <source>&amp;Lineage</source>
        <translation>血缘(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Drop foreign table…</source>
        <translation>删除外部表（Foreign Table）(&amp;D)…</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>属于 %1</translation>
    </message>
    <message>
        <source>It shows no table of MaxCompute: its foreign server is %1, not %2.</source>
        <translation>它映射的不是 MaxCompute 表：其外部服务器为 %1，而不是 %2。</translation>
    </message>
    <message>
        <source>Drop it with DROP FOREIGN TABLE in a tool of PostgreSQL.</source>
        <translation>请在 PostgreSQL 工具中用 DROP FOREIGN TABLE 删除它。</translation>
    </message>
</context>
<context>
    <name>Catalog</name>
    <message>
        <source>MaxCompute project</source>
        <translation>MaxCompute 项目</translation>
    </message>
    <message>
        <source>Hologres data source</source>
        <translation>Hologres 数据源</translation>
    </message>
    <message>
        <source>Hologres instance</source>
        <translation>Hologres 实例</translation>
    </message>
    <message>
        <source>database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>external schema</source>
        <translation>外部 Schema</translation>
    </message>
    <message>
        <source>table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>partitioned table</source>
        <translation>分区表</translation>
    </message>
    <message>
        <source>external table</source>
        <translation>外部表</translation>
    </message>
    <message>
        <source>foreign table</source>
        <translation>外部表（Foreign Table）</translation>
    </message>
    <message>
        <source>dynamic table</source>
        <translation>Dynamic Table</translation>
    </message>
    <message>
        <source>view</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>materialized view</source>
        <translation>物化视图</translation>
    </message>
    <message>
        <source>column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>partitions</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>partition</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>foreign servers</source>
        <translation>外部数据源</translation>
    </message>
    <message>
        <source>foreign server</source>
        <translation>外部数据源</translation>
    </message>
    <message>
        <source>table groups</source>
        <translation>表组</translation>
    </message>
    <message>
        <source>table group</source>
        <translation>表组</translation>
    </message>
    <message>
        <source>compute groups</source>
        <translation>计算组</translation>
    </message>
    <message>
        <source>compute group</source>
        <translation>计算组</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not the path of an object.</source>
        <translation>“%1”不是对象路径。</translation>
    </message>
    <message>
        <source>Write connection/schema/table, for example order_dw/public/dwd_orders.</source>
        <translation>按“连接/Schema/表”填写，例如 order_dw/public/dwd_orders。</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>实例</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpoint</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Compute group</source>
        <translation>计算组</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>身份</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地域</translation>
    </message>
    <message>
        <source>Data type edition</source>
        <translation>数据类型版本</translation>
    </message>
    <message>
        <source>Schemas</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用方式</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>注释</translation>
    </message>
    <message>
        <source>Databases</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Stored size</source>
        <translation>存储大小</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>往返时间</translation>
    </message>
    <message>
        <source>Compute groups</source>
        <translation>计算组</translation>
    </message>
    <message>
        <source>Your rights</source>
        <translation>您的权限</translation>
    </message>
    <message>
        <source>external</source>
        <translation>外部</translation>
    </message>
    <message>
        <source>managed</source>
        <translation>内部表</translation>
    </message>
    <message>
        <source>read-only: plans that write are refused</source>
        <translation>只读：拒绝写入计划</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开启</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>%1 schemas</source>
        <translation>%1 个 Schema</translation>
    </message>
    <message>
        <source>%1 tables</source>
        <translation>%1 个表</translation>
    </message>
    <message>
        <source>%1 views</source>
        <translation>%1 个视图</translation>
    </message>
    <message>
        <source>use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 等，另有 %2 个</translation>
    </message>
    <message>
        <source>%1 has too many names</source>
        <translation>%1 的名称过多</translation>
    </message>
    <message>
        <source>The first %L1 are shown.</source>
        <translation>显示前 %L1 个。</translation>
    </message>
    <message>
        <source>The list of %1 does not end</source>
        <translation>%1 的列表没有终点</translation>
    </message>
    <message>
        <source>The server gives the same page again and again.</source>
        <translation>服务器反复返回同一页。</translation>
    </message>
    <message>
        <source>Reading schemas</source>
        <translation>正在读取 Schema</translation>
    </message>
    <message>
        <source>No schemas yet</source>
        <translation>还没有 Schema</translation>
    </message>
    <message>
        <source>Reading databases</source>
        <translation>正在读取数据库</translation>
    </message>
    <message>
        <source>No databases you may open</source>
        <translation>没有您可以打开的数据库</translation>
    </message>
    <message>
        <source>data source</source>
        <translation>数据源</translation>
    </message>
    <message>
        <source>Reading the catalog</source>
        <translation>正在读取目录</translation>
    </message>
    <message>
        <source>Nothing there yet</source>
        <translation>还没有内容</translation>
    </message>
    <message>
        <source>Reading tables</source>
        <translation>正在读取表</translation>
    </message>
    <message>
        <source>No tables yet</source>
        <translation>还没有表</translation>
    </message>
    <message>
        <source>Reading columns</source>
        <translation>正在读取列</translation>
    </message>
    <message>
        <source>No columns</source>
        <translation>没有列</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Reading partitions</source>
        <translation>正在读取分区</translation>
    </message>
    <message>
        <source>No partitions yet</source>
        <translation>还没有分区</translation>
    </message>
    <message>
        <source>Foreign servers</source>
        <translation>外部数据源</translation>
    </message>
    <message>
        <source>Reading foreign servers</source>
        <translation>正在读取外部数据源</translation>
    </message>
    <message>
        <source>No foreign servers yet</source>
        <translation>还没有外部数据源</translation>
    </message>
    <message>
        <source>Table groups</source>
        <translation>表组</translation>
    </message>
    <message>
        <source>Reading table groups</source>
        <translation>正在读取表组</translation>
    </message>
    <message>
        <source>No table groups</source>
        <translation>没有表组</translation>
    </message>
    <message>
        <source>Reading compute groups</source>
        <translation>正在读取计算组</translation>
    </message>
    <message>
        <source>No compute groups</source>
        <translation>没有计算组</translation>
    </message>
    <message>
        <source>%1 is not the path of a table.</source>
        <translation>%1 不是表的路径。</translation>
    </message>
    <message>
        <source>The path of a table is %1.</source>
        <translation>表的路径形如 %1。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; does not name a partition.</source>
        <translation>“%1”不是分区。</translation>
    </message>
    <message>
        <source>Write column=value for each level: dt=20240101,hh=01.</source>
        <translation>每一级写作 列=值：dt=20240101,hh=01。</translation>
    </message>
    <message>
        <source>%1 is not partitioned.</source>
        <translation>%1 不是分区表。</translation>
    </message>
    <message>
        <source>%1 is partitioned by %2.</source>
        <translation>%1 的分区列为 %2。</translation>
    </message>
    <message>
        <source>The partition column of %1 is %2, not %3.</source>
        <translation>%1 的分区列是 %2，而不是 %3。</translation>
    </message>
    <message>
        <source>%1 has no partition column %2.</source>
        <translation>%1 没有分区列 %2。</translation>
    </message>
    <message>
        <source>Partition column %1 is given twice.</source>
        <translation>分区列 %1 出现了两次。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is only a part of a partition: %2 is missing.</source>
        <translation>“%1”不是完整的分区：缺少 %2。</translation>
    </message>
    <message>
        <source>%1 has no partition %2.</source>
        <translation>%1 没有分区 %2。</translation>
    </message>
    <message>
        <source>Its partitions are listed below it.</source>
        <translation>其分区列在该表之下。</translation>
    </message>
    <message>
        <source>RAM role</source>
        <translation>RAM 角色</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>MaxCompute tenant</source>
        <translation>MaxCompute 租户</translation>
    </message>
    <message>
        <source>Reading projects</source>
        <translation>正在读取项目</translation>
    </message>
    <message>
        <source>No projects that you may see</source>
        <translation>没有您可见的项目</translation>
    </message>
    <message>
        <source>project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Loaded to no compute group</source>
        <translation>未加载到任何计算组</translation>
    </message>
    <message>
        <source>roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Reading roles</source>
        <translation>正在读取角色</translation>
    </message>
    <message>
        <source>No roles</source>
        <translation>没有角色</translation>
    </message>
    <message>
        <source>role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>%1 is a connection to %2, not to %3.</source>
        <translation>%1 是到 %2 的连接，而不是到 %3 的连接。</translation>
    </message>
    <message>
        <source>1 schema</source>
        <translation>1 个 Schema</translation>
    </message>
    <message>
        <source>1 table</source>
        <translation>1 张表</translation>
    </message>
    <message>
        <source>1 view</source>
        <translation>1 个视图</translation>
    </message>
</context>
<context>
    <name>CatalogTree</name>
    <message>
        <source>1 name, reading more</source>
        <translation>1 个名称，继续读取中</translation>
    </message>
    <message>
        <source>%1 names, reading more</source>
        <translation>%1 个名称，继续读取中</translation>
    </message>
    <message>
        <source>Stopped reading %1</source>
        <translation>已停止读取 %1</translation>
    </message>
    <message>
        <source>Cannot reach %1</source>
        <translation>无法连接 %1</translation>
    </message>
    <message>
        <source>Cannot sign in to %1</source>
        <translation>无法登录 %1</translation>
    </message>
    <message>
        <source>You may not list %1</source>
        <translation>无权列出 %1</translation>
    </message>
    <message>
        <source>There is no %1</source>
        <translation>%1 不存在</translation>
    </message>
    <message>
        <source>Cannot read %1</source>
        <translation>无法读取 %1</translation>
    </message>
    <message>
        <source>%1 · %2 s</source>
        <translation>%1 · %2 秒</translation>
    </message>
    <message>
        <source>Cannot open %1</source>
        <translation>无法打开 %1</translation>
    </message>
    <message>
        <source>1 schema hidden</source>
        <translation>已隐藏 1 个 Schema</translation>
    </message>
    <message>
        <source>%1 schemas hidden</source>
        <translation>已隐藏 %1 个 Schema</translation>
    </message>
    <message>
        <source>drift: broken</source>
        <translation>漂移：已失效</translation>
    </message>
    <message>
        <source>drift: differs</source>
        <translation>漂移：有差异</translation>
    </message>
    <message>
        <source>drift not known</source>
        <translation>漂移未知</translation>
    </message>
</context>
<context>
    <name>ComputeGroups</name>
    <message>
        <source>Load table group %1 to %2</source>
        <translation>将表组 %1 加载到 %2</translation>
    </message>
    <message>
        <source>Choose a compute group</source>
        <translation>选择计算组</translation>
    </message>
    <message>
        <source>The instance has no compute group %1</source>
        <translation>实例中没有计算组 %1</translation>
    </message>
    <message>
        <source>The connection %1 is read-only</source>
        <translation>连接 %1 是只读的</translation>
    </message>
    <message>
        <source>The database %1 has no table group %2</source>
        <translation>数据库 %1 中没有表组 %2</translation>
    </message>
    <message>
        <source>Its sessions can read the tables of %1 then. Rows are written where they are now.</source>
        <translation>之后该计算组的会话可以读取 %1 中的表。写入仍在原来的计算组进行。</translation>
    </message>
    <message>
        <source>This task</source>
        <translation>此任务</translation>
    </message>
    <message>
        <source>1 to %1 replicas</source>
        <translation>副本数为 1 到 %1</translation>
    </message>
    <message>
        <source>Accepted by the server</source>
        <translation>服务器已接受</translation>
    </message>
    <message>
        <source>%1 is not in Hologres.</source>
        <translation>%1 不在 Hologres 中。</translation>
    </message>
    <message>
        <source>Verify: listed as loaded to %1</source>
        <translation>校验：已列为加载到 %1</translation>
    </message>
    <message>
        <source>The server may still be loading it. Refresh the table group in a while.</source>
        <translation>服务器可能仍在加载。请稍后刷新该表组。</translation>
    </message>
    <message>
        <source>It is loaded there already. This sets its replicas anew.</source>
        <translation>它已加载到该计算组。此操作会重新设置副本数。</translation>
    </message>
    <message>
        <source>Listed as loaded to %1</source>
        <translation>已列为加载到 %1</translation>
    </message>
    <message>
        <source>Loaded, though no answer came: it is listed so</source>
        <translation>未收到应答，但已加载：服务器的列表中就是如此</translation>
    </message>
    <message>
        <source>Looked again: it is not listed as loaded so. It may still come if the loading goes on.</source>
        <translation>已再次查看：列表中尚未如此加载。如果加载仍在进行，稍后可能会出现。</translation>
    </message>
    <message>
        <source>Whether it was loaded is not known: it cannot be looked at.</source>
        <translation>无法查看，因此不知道是否已加载。</translation>
    </message>
    <message>
        <source>%1 is not listed as loaded to %2 yet (replicas: %3).</source>
        <translation>列表中 %1 尚未加载到 %2（副本数：%3）。</translation>
    </message>
</context>
<context>
    <name>ConnectionMerge</name>
    <message>
        <source>Read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>Hidden schemas</source>
        <translation>隐藏的 Schema</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>沙箱</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>Connections</name>
    <message>
        <source>There is no connection called &quot;%1&quot;.</source>
        <translation>没有名为“%1”的连接。</translation>
    </message>
    <message>
        <source>There is a connection called &quot;%1&quot; already.</source>
        <translation>已存在名为“%1”的连接。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>换一个名称。</translation>
    </message>
    <message>
        <source>the desktop&apos;s keychain, or an encrypted file without one</source>
        <translation>桌面密钥环（没有密钥环时用加密文件）</translation>
    </message>
    <message>
        <source>The file of kept passwords is locked.</source>
        <translation>密码文件已锁定。</translation>
    </message>
    <message>
        <source>Enter the master password, or set ISTHMUS_MASTER_PASSWORD_FILE.</source>
        <translation>输入主密码，或设置 ISTHMUS_MASTER_PASSWORD_FILE。</translation>
    </message>
    <message>
        <source>The file of kept passwords %1 is damaged.</source>
        <translation>密码文件 %1 已损坏。</translation>
    </message>
    <message>
        <source>It was left as it is. Restore it from a copy, or move it away.</source>
        <translation>文件保持原样。用备份恢复，或将其移走。</translation>
    </message>
    <message>
        <source>The master password is not the right one.</source>
        <translation>主密码不正确。</translation>
    </message>
    <message>
        <source>The master password is empty.</source>
        <translation>主密码为空。</translation>
    </message>
    <message>
        <source>a file encrypted with your master password</source>
        <translation>用主密码加密的文件</translation>
    </message>
    <message>
        <source>The keychain refused to give the password of %1.</source>
        <translation>密钥环拒绝提供 %1 的密码。</translation>
    </message>
    <message>
        <source>Unlock the keychain, then try again.</source>
        <translation>解锁密钥环后重试。</translation>
    </message>
    <message>
        <source>There is no keychain on this desktop.</source>
        <translation>此桌面没有密钥环。</translation>
    </message>
    <message>
        <source>The keychain could not do this for %1.</source>
        <translation>密钥环无法为 %1 完成此操作。</translation>
    </message>
    <message>
        <source>The keychain did not answer.</source>
        <translation>密钥环没有响应。</translation>
    </message>
    <message>
        <source>the desktop&apos;s keychain</source>
        <translation>桌面密钥环</translation>
    </message>
    <message>
        <source>The connection needs a name.</source>
        <translation>连接需要名称。</translation>
    </message>
    <message>
        <source>The name is longer than %1 characters.</source>
        <translation>名称超过 %1 个字符。</translation>
    </message>
    <message>
        <source>The name begins or ends with a blank.</source>
        <translation>名称的开头或结尾有空格。</translation>
    </message>
    <message>
        <source>The name holds a character that cannot be shown.</source>
        <translation>名称包含无法显示的字符。</translation>
    </message>
    <message>
        <source>The host is missing.</source>
        <translation>缺少主机。</translation>
    </message>
    <message>
        <source>The host &quot;%1&quot; holds a blank or a comma.</source>
        <translation>主机“%1”包含空格或逗号。</translation>
    </message>
    <message>
        <source>The database is missing.</source>
        <translation>缺少数据库。</translation>
    </message>
    <message>
        <source>The database holds &quot;@&quot;; the compute group has a field of its own.</source>
        <translation>数据库名包含“@”；计算组有单独的输入框。</translation>
    </message>
    <message>
        <source>TLS cannot be switched off for %1: only for a server on this machine.</source>
        <translation>不能对 %1 关闭 TLS：仅本机上的服务器可以关闭。</translation>
    </message>
    <message>
        <source>The endpoint &quot;%1&quot; is not an address such as https://service.cn-shanghai.maxcompute.aliyun.com/api.</source>
        <translation>Endpoint“%1”不是形如 https://service.cn-shanghai.maxcompute.aliyun.com/api 的地址。</translation>
    </message>
    <message>
        <source>The endpoint holds a user or password; they have fields of their own.</source>
        <translation>Endpoint 中包含用户名或密码；它们有单独的输入框。</translation>
    </message>
    <message>
        <source>The endpoint ends at its path: no &quot;?&quot; or &quot;#&quot;.</source>
        <translation>Endpoint 到路径为止，不能带“?”或“#”。</translation>
    </message>
    <message>
        <source>The endpoint %1 must begin with https: http is for this machine only.</source>
        <translation>Endpoint %1 必须以 https 开头：http 仅限本机使用。</translation>
    </message>
    <message>
        <source>The endpoint is missing.</source>
        <translation>缺少 Endpoint。</translation>
    </message>
    <message>
        <source>The project is missing.</source>
        <translation>缺少项目。</translation>
    </message>
    <message>
        <source>The project &quot;%1&quot; may hold letters, digits and &quot;_&quot; only.</source>
        <translation>项目“%1”只能包含字母、数字和“_”。</translation>
    </message>
    <message>
        <source>The AccessKey ID or user name is missing.</source>
        <translation>缺少 AccessKey ID 或用户名。</translation>
    </message>
    <message>
        <source>The saved connection &quot;%1&quot; lacks a proper &quot;%2&quot;.</source>
        <translation>已保存的连接“%1”中的“%2”缺失或有误。</translation>
    </message>
    <message>
        <source>The file of saved connections %1 cannot be read.</source>
        <translation>无法读取连接文件 %1。</translation>
    </message>
    <message>
        <source>It was left as it is. Mend it, or move it away and begin anew.</source>
        <translation>文件保持原样。修复它，或将其移走后重新开始。</translation>
    </message>
    <message>
        <source>There is no list &quot;connections&quot;.</source>
        <translation>缺少列表“connections”。</translation>
    </message>
    <message>
        <source>The sandbox of connection %1 does not run.</source>
        <translation>连接 %1 的沙箱没有运行。</translation>
    </message>
    <message>
        <source>Start the sandbox, then try again.</source>
        <translation>启动沙箱后重试。</translation>
    </message>
    <message>
        <source>The sandbox&apos;s file %1 cannot be understood.</source>
        <translation>无法解析沙箱文件 %1。</translation>
    </message>
    <message>
        <source>The system&apos;s cryptography cannot be used.</source>
        <translation>系统的加密功能不可用。</translation>
    </message>
    <message>
        <source>The file of kept passwords was changed by something else.</source>
        <translation>密码文件已被其他程序改动。</translation>
    </message>
    <message>
        <source>No password is kept for connection %1.</source>
        <translation>没有保存连接 %1 的密码。</translation>
    </message>
    <message>
        <source>Another program changed the connection &quot;%1&quot; meanwhile.</source>
        <translation>另一个程序已更改连接“%1”。</translation>
    </message>
    <message>
        <source>Rows of %1 cannot be shown: %2 has no previews.</source>
        <translation>无法显示 %1 的数据行：%2 不支持预览。</translation>
    </message>
    <message>
        <source>%1 cannot run SQL: %2 has none.</source>
        <translation>%1 无法运行 SQL：%2 没有 SQL。</translation>
    </message>
    <message>
        <source>%1: %2 is not between %3 and %4.</source>
        <translation>%1：%2 不在 %3 到 %4 之间。</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not known; use one of %3.</source>
        <translation>%1：无法识别“%2”；使用 %3 之一。</translation>
    </message>
    <message>
        <source>There is no kind of connection called &quot;%1&quot;.</source>
        <translation>没有名为“%1”的连接类型。</translation>
    </message>
    <message>
        <source>See</source>
        <translation>可见范围</translation>
    </message>
    <message>
        <source>One database (data source)</source>
        <translation>单个数据库（数据源）</translation>
    </message>
    <message>
        <source>All databases (instance)</source>
        <translation>所有数据库（实例）</translation>
    </message>
    <message>
        <source>show all databases of the instance.</source>
        <translation>显示实例的所有数据库。</translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation>主机(&amp;H)</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>host name.</source>
        <translation>主机名。</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>端口(&amp;P)</translation>
    </message>
    <message>
        <source>port, 80 if not given.</source>
        <translation>端口，默认 80。</translation>
    </message>
    <message>
        <source>&amp;Database</source>
        <translation>数据库(&amp;D)</translation>
    </message>
    <message>
        <source>database.</source>
        <translation>数据库。</translation>
    </message>
    <message>
        <source>Compute &amp;group</source>
        <translation>计算组(&amp;G)</translation>
    </message>
    <message>
        <source>compute group.</source>
        <translation>计算组。</translation>
    </message>
    <message>
        <source>the default one</source>
        <translation>默认计算组</translation>
    </message>
    <message>
        <source>&amp;TLS</source>
        <translation>TLS(&amp;T)</translation>
    </message>
    <message>
        <source>verify-full, or disable for this machine&apos;s own addresses.</source>
        <translation>verify-full；本机地址可用 disable。</translation>
    </message>
    <message>
        <source>Verify certificate and host name</source>
        <translation>验证证书和主机名</translation>
    </message>
    <message>
        <source>Off, this machine only</source>
        <translation>关闭，仅限本机</translation>
    </message>
    <message>
        <source>&amp;Instance name</source>
        <translation>实例名称(&amp;I)</translation>
    </message>
    <message>
        <source>name of the instance, for display.</source>
        <translation>实例名称，用于显示。</translation>
    </message>
    <message>
        <source>for display</source>
        <translation>用于显示</translation>
    </message>
    <message>
        <source>&amp;AccessKey ID or user</source>
        <translation>AccessKey ID 或用户(&amp;A)</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>身份</translation>
    </message>
    <message>
        <source>AccessKey id or user name.</source>
        <translation>AccessKey ID 或用户名。</translation>
    </message>
    <message>
        <source>Connect to &amp;Hologres…</source>
        <translation>连接到 Hologres(&amp;H)…</translation>
    </message>
    <message>
        <source>Host, database and an account. One database, or a whole instance.</source>
        <translation>主机、数据库和账号。单个数据库，或整个实例。</translation>
    </message>
    <message>
        <source>The password or AccessKey secret is missing.</source>
        <translation>缺少密码或 AccessKey Secret。</translation>
    </message>
    <message>
        <source>&amp;Endpoint</source>
        <translation>Endpoint(&amp;E)</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>service endpoint.</source>
        <translation>服务 Endpoint。</translation>
    </message>
    <message>
        <source>T&amp;unnel endpoint</source>
        <translation>Tunnel Endpoint(&amp;U)</translation>
    </message>
    <message>
        <source>Tunnel endpoint; asked of the service if not given.</source>
        <translation>Tunnel Endpoint；不填则由服务分配。</translation>
    </message>
    <message>
        <source>assigned by the service</source>
        <translation>由服务分配</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>项目(&amp;P)</translation>
    </message>
    <message>
        <source>project.</source>
        <translation>项目。</translation>
    </message>
    <message>
        <source>Re&amp;gion</source>
        <translation>地域(&amp;G)</translation>
    </message>
    <message>
        <source>none: V2 signatures</source>
        <translation>不填：V2 签名</translation>
    </message>
    <message>
        <source>&amp;AccessKey ID</source>
        <translation>AccessKey ID(&amp;A)</translation>
    </message>
    <message>
        <source>AccessKey id.</source>
        <translation>AccessKey ID。</translation>
    </message>
    <message>
        <source>The AccessKey ID is missing.</source>
        <translation>缺少 AccessKey ID。</translation>
    </message>
    <message>
        <source>Connect to Max&amp;Compute…</source>
        <translation>连接到 MaxCompute(&amp;C)…</translation>
    </message>
    <message>
        <source>The AccessKey secret is missing.</source>
        <translation>缺少 AccessKey Secret。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no time zone; write a name such as Asia/Shanghai.</source>
        <translation>“%1”不是时区；请写 Asia/Shanghai 这样的名称。</translation>
    </message>
    <message>
        <source>CA &amp;file</source>
        <translation>CA 文件(&amp;F)</translation>
    </message>
    <message>
        <source>file with the certificate authorities to trust (PEM).</source>
        <translation>包含受信任证书颁发机构的文件（PEM）。</translation>
    </message>
    <message>
        <source>this system&apos;s certificates</source>
        <translation>本系统的证书</translation>
    </message>
    <message>
        <source>Time &amp;zone</source>
        <translation>时区(&amp;Z)</translation>
    </message>
    <message>
        <source>time zone of the sessions, for example Asia/Shanghai.</source>
        <translation>会话的时区，例如 Asia/Shanghai。</translation>
    </message>
    <message>
        <source>as the account has it</source>
        <translation>沿用账号的设置</translation>
    </message>
    <message>
        <source>as the project has it</source>
        <translation>沿用项目的设置</translation>
    </message>
    <message>
        <source>Secrets are kept in a file that needs a master password.</source>
        <translation>密钥保存在需要主密码的文件中。</translation>
    </message>
    <message>
        <source>Time &amp;limit (s)</source>
        <translation>时间限制（秒）(&amp;L)</translation>
    </message>
    <message>
        <source>seconds that connecting and each answer may take, SQL too; the usual limits if not given.</source>
        <translation>连接以及每次应答（包括 SQL）最多可用的秒数；不指定则使用通常的限制。</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Mend ISTHMUS_MASTER_PASSWORD or ISTHMUS_MASTER_PASSWORD_FILE, or unset them to be asked.</source>
        <translation>请更正 ISTHMUS_MASTER_PASSWORD 或 ISTHMUS_MASTER_PASSWORD_FILE；取消设置后会询问主密码。</translation>
    </message>
    <message>
        <source>The name holds &quot;/&quot; or &quot;%&quot;, which mean something of their own in paths.</source>
        <translation>名称中有“/”或“%”，它们在路径中另有含义。</translation>
    </message>
    <message>
        <source>It was left as it is in %1. Save the connection anew, remove it, or mend the file.</source>
        <translation>它在 %1 中保持原样。请重新保存该连接、将其删除，或修复该文件。</translation>
    </message>
    <message>
        <source>Some of the saved connections cannot be used: %1</source>
        <translation>部分已保存的连接无法使用：%1</translation>
    </message>
    <message>
        <source>A newer version of Isthmus wrote the saved connections %1.</source>
        <translation>已保存的连接 %1 由更新版本的 Isthmus 写入。</translation>
    </message>
    <message>
        <source>The file was left as it is. Use that version, or move the file away and begin anew.</source>
        <translation>该文件保持原样。请使用那个版本，或移走该文件后重新开始。</translation>
    </message>
    <message>
        <source>The file tells no version that is known.</source>
        <translation>该文件没有已知的版本号。</translation>
    </message>
    <message>
        <source>Entry %1 has no name.</source>
        <translation>第 %1 项没有名称。</translation>
    </message>
    <message>
        <source>Entry %1 is called &quot;%2&quot; as one before it.</source>
        <translation>第 %1 项与前面的一项同名：“%2”。</translation>
    </message>
    <message>
        <source>And %1 more.</source>
        <translation>另有 %1 个。</translation>
    </message>
    <message>
        <source>They were left as they are in %1; the others work. Save those that have a name anew, remove them, or mend the file.</source>
        <translation>它们在 %1 中保持原样，其余连接可用。请重新保存或删除有名称的连接，或修复该文件。</translation>
    </message>
    <message>
        <source>Delete the sandbox&apos;s folder and start the sandbox again.</source>
        <translation>请删除沙箱的文件夹，然后重新启动沙箱。</translation>
    </message>
    <message>
        <source>Save the connection anew with its password.</source>
        <translation>请连同密码重新保存该连接。</translation>
    </message>
    <message>
        <source>The CA file &quot;%1&quot; is to be named by its whole path.</source>
        <translation>CA 文件“%1”须写完整路径。</translation>
    </message>
    <message>
        <source>The certificate of %1 has expired.</source>
        <translation>%1 的证书已过期。</translation>
    </message>
    <message>
        <source>Ask whoever runs the server to renew it; check the date of this computer too.</source>
        <translation>请服务器的管理者更换证书；也请检查这台计算机的日期。</translation>
    </message>
    <message>
        <source>The certificate of %1 is not valid yet.</source>
        <translation>%1 的证书尚未生效。</translation>
    </message>
    <message>
        <source>Check the date of this computer; if it is right, ask whoever runs the server.</source>
        <translation>请检查这台计算机的日期；如果日期正确，请询问服务器的管理者。</translation>
    </message>
    <message>
        <source>The certificate of %1 is vouched for by nobody but itself.</source>
        <translation>%1 的证书是自签名的，没有其他机构为它担保。</translation>
    </message>
    <message>
        <source>If you know the server, get its certificate from whoever runs it and name the file as the CA file of the connection. Otherwise somebody may pretend to be the server.</source>
        <translation>如果您了解这台服务器，请向其管理者索取证书，并把该文件设为连接的 CA 文件。否则可能有人冒充这台服务器。</translation>
    </message>
    <message>
        <source>The certificate of %1 is issued by an authority that is not trusted.</source>
        <translation>%1 的证书由不受信任的机构签发。</translation>
    </message>
    <message>
        <source>If your company has an authority of its own, name the file with its certificate as the CA file of the connection. Otherwise something on the way may replace certificates.</source>
        <translation>如果贵公司有自己的证书颁发机构，请把含有其证书的文件设为连接的 CA 文件。否则可能途中有程序替换了证书。</translation>
    </message>
    <message>
        <source>The certificate of %1 is issued for another host.</source>
        <translation>%1 的证书是为另一台主机签发的。</translation>
    </message>
    <message>
        <source>Connect by the host name that the certificate is issued for, or ask whoever runs the server.</source>
        <translation>请使用证书所签发的主机名连接，或询问服务器的管理者。</translation>
    </message>
    <message>
        <source>The certificate of %1 cannot be trusted.</source>
        <translation>%1 的证书不可信任。</translation>
    </message>
    <message>
        <source>Tell whoever runs the server what the details say.</source>
        <translation>请把详细信息告知服务器的管理者。</translation>
    </message>
    <message>
        <source>%1 does not answer with TLS.</source>
        <translation>%1 没有用 TLS 应答。</translation>
    </message>
    <message>
        <source>Check host and port, and that the server has TLS switched on.</source>
        <translation>请检查主机和端口，以及服务器是否已启用 TLS。</translation>
    </message>
    <message>
        <source>%1 offers only a form of TLS that is no longer safe.</source>
        <translation>%1 只提供已不再安全的 TLS。</translation>
    </message>
    <message>
        <source>Ask whoever runs the server to switch on TLS 1.2 or 1.3.</source>
        <translation>请服务器的管理者启用 TLS 1.2 或 1.3。</translation>
    </message>
    <message>
        <source>%1 refuses to set up TLS.</source>
        <translation>%1 拒绝建立 TLS。</translation>
    </message>
    <message>
        <source>Check host and port; if they are right, tell whoever runs the server what the details say.</source>
        <translation>请检查主机和端口；如果正确，请把详细信息告知服务器的管理者。</translation>
    </message>
    <message>
        <source>%1 ended the connection while TLS was set up.</source>
        <translation>%1 在建立 TLS 时断开了连接。</translation>
    </message>
    <message>
        <source>Check host and port, then try again.</source>
        <translation>请检查主机和端口，然后重试。</translation>
    </message>
    <message>
        <source>The connection to %1 broke as soon as TLS was set up.</source>
        <translation>与 %1 的连接在 TLS 建立后立即中断。</translation>
    </message>
    <message>
        <source>The CA file with which %1 is to be verified cannot be used.</source>
        <translation>用于验证 %1 的 CA 文件无法使用。</translation>
    </message>
    <message>
        <source>Check that the file of the connection exists, that you may read it, and that it holds certificates in the PEM form.</source>
        <translation>请检查连接的 CA 文件是否存在、您是否有权读取，以及其中是否为 PEM 格式的证书。</translation>
    </message>
    <message>
        <source>No verified TLS connection to %1 can be made.</source>
        <translation>无法与 %1 建立经过验证的 TLS 连接。</translation>
    </message>
    <message>
        <source>Check host and port; the details say more.</source>
        <translation>请检查主机和端口；详细信息中有更多说明。</translation>
    </message>
    <message>
        <source>The description is longer than %1 characters.</source>
        <translation>描述超过 %1 个字符。</translation>
    </message>
    <message>
        <source>The description holds a character that cannot be shown.</source>
        <translation>描述含有无法显示的字符。</translation>
    </message>
    <message>
        <source>Find the host</source>
        <translation>查找主机</translation>
    </message>
    <message>
        <source>Open the port</source>
        <translation>打开端口</translation>
    </message>
    <message>
        <source>Secure the line</source>
        <translation>建立加密</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Read the catalog</source>
        <translation>读取目录</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>未尝试</translation>
    </message>
    <message>
        <source>Reach the server</source>
        <translation>连接服务器</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Recognize the server</source>
        <translation>识别服务器</translation>
    </message>
    <message>
        <source>%1 names and more</source>
        <translation>%1 个名称以上</translation>
    </message>
    <message>
        <source>1 name</source>
        <translation>1 个名称</translation>
    </message>
    <message>
        <source>%1 names</source>
        <translation>%1 个名称</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Testing</source>
        <translation>测试中</translation>
    </message>
    <message>
        <source>%1 passed · %2</source>
        <translation>%1 项通过 · %2</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>%1 passed, 1 failed</source>
        <translation>%1 项通过，1 项失败</translation>
    </message>
    <message>
        <source>The file %1 cannot be read.</source>
        <translation>无法读取文件 %1。</translation>
    </message>
    <message>
        <source>%1 is no file.</source>
        <translation>%1 不是文件。</translation>
    </message>
    <message>
        <source>The file %1 is larger than 1 MiB.</source>
        <translation>文件 %1 大于 1 MiB。</translation>
    </message>
    <message>
        <source>Only the first %1 lines of %2 were read.</source>
        <translation>只读取了 %2 的前 %1 行。</translation>
    </message>
    <message>
        <source>Line %1 of %2 is too long.</source>
        <translation>%2 的第 %1 行过长。</translation>
    </message>
    <message>
        <source>Line %1 of %2 is no text in UTF-8.</source>
        <translation>%2 的第 %1 行不是 UTF-8 文本。</translation>
    </message>
    <message>
        <source>Line %1 of %2 holds a wrong escape.</source>
        <translation>%2 的第 %1 行含有错误的转义。</translation>
    </message>
    <message>
        <source>A parameter of the URL has a name that is not encoded well.</source>
        <translation>URL 中有一个参数的名称编码有误。</translation>
    </message>
    <message>
        <source>The parameter %1 of the URL is not encoded well.</source>
        <translation>URL 的参数 %1 编码有误。</translation>
    </message>
    <message>
        <source>%1 holds something that is no plain text, and was left out.</source>
        <translation>%1 含有非纯文本内容，已略去。</translation>
    </message>
    <message>
        <source>Not taken over: %1.</source>
        <translation>未采用：%1。</translation>
    </message>
    <message>
        <source>Only the first %1 of %2 connections are shown.</source>
        <translation>只显示 %2 个连接中的前 %1 个。</translation>
    </message>
    <message>
        <source>%1 belongs to a sandbox of one machine.</source>
        <translation>%1 属于某台机器上的沙箱。</translation>
    </message>
    <message>
        <source>%1 holds characters that cannot be shown.</source>
        <translation>%1 含有无法显示的字符。</translation>
    </message>
    <message>
        <source>%1 holds no connections.</source>
        <translation>%1 中没有连接。</translation>
    </message>
    <message>
        <source>Files that can be read: what Isthmus exported, odps_config.ini, pg_service.conf.</source>
        <translation>可读取的文件：Isthmus 导出的文件、odps_config.ini、pg_service.conf。</translation>
    </message>
    <message>
        <source>It is saved already as %1.</source>
        <translation>它已保存为 %1。</translation>
    </message>
    <message>
        <source>Its secret was not found; it has to be entered later.</source>
        <translation>未找到它的密钥，需要稍后输入。</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>已导入的连接</translation>
    </message>
    <message>
        <source>Development</source>
        <translation>开发</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>生产</translation>
    </message>
    <message>
        <source>The port is no number from 1 to 65535, and was left out.</source>
        <translation>端口不是 1 到 65535 的数字，已略去。</translation>
    </message>
    <message>
        <source>Certificate and host name are verified here, which its sslmode did not ask for.</source>
        <translation>此处会验证证书和主机名，而它的 sslmode 没有这样要求。</translation>
    </message>
    <message>
        <source>Only the first of its hosts was taken over.</source>
        <translation>只采用了它的第一个主机。</translation>
    </message>
    <message>
        <source>Its host is not of Hologres; it may be of another PostgreSQL server.</source>
        <translation>它的主机不属于 Hologres，可能是其他 PostgreSQL 服务器。</translation>
    </message>
    <message>
        <source>Line %1 of %2 is no name of a service.</source>
        <translation>%2 的第 %1 行不是服务名。</translation>
    </message>
    <message>
        <source>It is looked up by LDAP, which is not done here.</source>
        <translation>它通过 LDAP 查询，此处不支持。</translation>
    </message>
    <message>
        <source>Line %1 of %2 is not &quot;name=value&quot;.</source>
        <translation>%2 的第 %1 行不是“name=value”。</translation>
    </message>
    <message>
        <source>environment variables PGHOST …</source>
        <translation>环境变量 PGHOST …</translation>
    </message>
    <message>
        <source>The host of the URL is not encoded well.</source>
        <translation>URL 的主机编码有误。</translation>
    </message>
    <message>
        <source>PostgreSQL&apos;s service files</source>
        <translation>PostgreSQL 的服务文件</translation>
    </message>
    <message>
        <source>PostgreSQL&apos;s password file</source>
        <translation>PostgreSQL 的密码文件</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>%1 was passed over, as PostgreSQL&apos;s programs do: others may read it. chmod 0600 mends that.</source>
        <translation>已跳过 %1（PostgreSQL 的程序也是如此）：其他人可以读取它。用 chmod 0600 即可解决。</translation>
    </message>
    <message>
        <source>Line %1 of %2 is no entry of a password file.</source>
        <translation>%2 的第 %1 行不是密码文件的条目。</translation>
    </message>
    <message>
        <source>The schema &quot;%1&quot; may hold letters, digits and &quot;_&quot; only.</source>
        <translation>Schema“%1”只能包含字母、数字和“_”。</translation>
    </message>
    <message>
        <source>China (Hangzhou)</source>
        <translation>华东1（杭州）</translation>
    </message>
    <message>
        <source>China (Shanghai)</source>
        <translation>华东2（上海）</translation>
    </message>
    <message>
        <source>China (Beijing)</source>
        <translation>华北2（北京）</translation>
    </message>
    <message>
        <source>China (Zhangjiakou)</source>
        <translation>华北3（张家口）</translation>
    </message>
    <message>
        <source>China (Ulanqab)</source>
        <translation>华北6（乌兰察布）</translation>
    </message>
    <message>
        <source>China (Shenzhen)</source>
        <translation>华南1（深圳）</translation>
    </message>
    <message>
        <source>China (Chengdu)</source>
        <translation>西南1（成都）</translation>
    </message>
    <message>
        <source>China (Hong Kong)</source>
        <translation>中国香港</translation>
    </message>
    <message>
        <source>Singapore</source>
        <translation>新加坡</translation>
    </message>
    <message>
        <source>Malaysia (Kuala Lumpur)</source>
        <translation>马来西亚（吉隆坡）</translation>
    </message>
    <message>
        <source>Indonesia (Jakarta)</source>
        <translation>印度尼西亚（雅加达）</translation>
    </message>
    <message>
        <source>Japan (Tokyo)</source>
        <translation>日本（东京）</translation>
    </message>
    <message>
        <source>Germany (Frankfurt)</source>
        <translation>德国（法兰克福）</translation>
    </message>
    <message>
        <source>UK (London)</source>
        <translation>英国（伦敦）</translation>
    </message>
    <message>
        <source>US (Silicon Valley)</source>
        <translation>美国（硅谷）</translation>
    </message>
    <message>
        <source>US (Virginia)</source>
        <translation>美国（弗吉尼亚）</translation>
    </message>
    <message>
        <source>UAE (Dubai)</source>
        <translation>阿联酋（迪拜）</translation>
    </message>
    <message>
        <source>region, for V4 signatures; its public endpoint is taken if none is given.</source>
        <translation>地域，用于 V4 签名；未给出 Endpoint 时采用其公网 Endpoint。</translation>
    </message>
    <message>
        <source>Default s&amp;chema</source>
        <translation>默认 Schema(&amp;C)</translation>
    </message>
    <message>
        <source>schema of bare names in SQL, &quot;default&quot; if not given.</source>
        <translation>SQL 中不带前缀的名称所属的 Schema，未给出时为“default”。</translation>
    </message>
    <message>
        <source>&amp;Quota</source>
        <translation>配额(&amp;Q)</translation>
    </message>
    <message>
        <source>computing quota that SQL jobs run in.</source>
        <translation>SQL 作业使用的计算配额。</translation>
    </message>
    <message>
        <source>Sign in &amp;with</source>
        <translation>登录方式(&amp;W)</translation>
    </message>
    <message>
        <source>access_key, sts (with a security token), or environment.</source>
        <translation>access_key、sts（带安全令牌）或 environment。</translation>
    </message>
    <message>
        <source>AccessKey</source>
        <translation>AccessKey</translation>
    </message>
    <message>
        <source>AccessKey and security token (STS)</source>
        <translation>AccessKey 和安全令牌（STS）</translation>
    </message>
    <message>
        <source>AccessKey in environment variables</source>
        <translation>环境变量中的 AccessKey</translation>
    </message>
    <message>
        <source>The environment variable %1 is not set.</source>
        <translation>环境变量 %1 未设置。</translation>
    </message>
    <message>
        <source>Set it before Isthmus is started, or choose another way to sign in.</source>
        <translation>请在启动 Isthmus 之前设置它，或选择其他登录方式。</translation>
    </message>
    <message>
        <source>The security token is missing.</source>
        <translation>缺少安全令牌。</translation>
    </message>
    <message>
        <source>Its endpoint begins with https here.</source>
        <translation>此处它的 Endpoint 以 https 开头。</translation>
    </message>
    <message>
        <source>Its security token ends after some hours.</source>
        <translation>它的安全令牌几小时后失效。</translation>
    </message>
    <message>
        <source>environment variables ODPS_…, ALIBABA_CLOUD_…</source>
        <translation>环境变量 ODPS_…、ALIBABA_CLOUD_…</translation>
    </message>
    <message>
        <source>odpscmd&apos;s odps_config.ini</source>
        <translation>odpscmd 的 odps_config.ini</translation>
    </message>
    <message>
        <source>the endpoint</source>
        <translation>Endpoint</translation>
    </message>
    <message>
        <source>Nothing was changed here. Look at the connection as it is now, then try again.</source>
        <translation>此处未做任何更改。请查看该连接的现状，然后重试。</translation>
    </message>
    <message>
        <source>Nothing was saved. Make it anew if it is still needed.</source>
        <translation>未保存任何内容。如仍需要，请重新建立。</translation>
    </message>
    <message>
        <source>The CA file %1 holds no certificate.</source>
        <translation>CA 文件 %1 中没有证书。</translation>
    </message>
    <message>
        <source>The CA file of a connection is a text file with certificates, which begin with -----BEGIN CERTIFICATE-----.</source>
        <translation>连接的 CA 文件是含有证书的文本文件，证书以 -----BEGIN CERTIFICATE----- 开头。</translation>
    </message>
    <message>
        <source>The name begins with &quot;-&quot;, as options of the command line do.</source>
        <translation>名称以“-”开头，与命令行选项相同。</translation>
    </message>
    <message>
        <source>&quot;.&quot; and &quot;..&quot; mean folders; choose another name.</source>
        <translation>“.”和“..”表示文件夹；请另选名称。</translation>
    </message>
    <message>
        <source>The name holds bytes that are no text.</source>
        <translation>名称含有不是文本的字节。</translation>
    </message>
    <message>
        <source>If it is lost, move %1 away: the connections stay, and their passwords are to be entered again.</source>
        <translation>如果已经遗失，请移走 %1：连接会保留，其密码需重新输入。</translation>
    </message>
    <message>
        <source>The CA file of the connection does not vouch for the certificate of %1.</source>
        <translation>连接的 CA 文件不能证明 %1 的证书。</translation>
    </message>
    <message>
        <source>Name the file with the certificate of the authority that issued the server&apos;s, or the server&apos;s own if it is self-signed. If the file is the right one, somebody may pretend to be the server.</source>
        <translation>请指定含有签发该服务器证书的机构证书的文件；若证书为自签名，则指定服务器自己的证书。如果文件没有错，可能有人在冒充该服务器。</translation>
    </message>
    <message>
        <source>The connection &quot;%1&quot; leads to %2 now; this was planned for %3. Nothing was done.</source>
        <translation>连接“%1”现在指向 %2；该计划是为 %3 制定的。未执行任何操作。</translation>
    </message>
    <message>
        <source>Plan the task again, for the server that you mean.</source>
        <translation>请针对您所指的服务器重新生成计划。</translation>
    </message>
    <message>
        <source>The connection &quot;%1&quot; leads to %2 now; what is shown here was read from %3.</source>
        <translation>连接“%1”现在指向 %2；此处显示的内容读取自 %3。</translation>
    </message>
    <message>
        <source>Retry reads the other server.</source>
        <translation>“重试”将读取现在的服务器。</translation>
    </message>
    <message>
        <source>The group is longer than %1 characters.</source>
        <translation>分组名称超过 %1 个字符。</translation>
    </message>
    <message>
        <source>The group holds a character that cannot be shown.</source>
        <translation>分组名称含有无法显示的字符。</translation>
    </message>
    <message>
        <source>It was renamed to &quot;%1&quot;.</source>
        <translation>它已重命名为“%1”。</translation>
    </message>
    <message>
        <source>The connection &quot;%1&quot; was renamed to &quot;%2&quot; meanwhile.</source>
        <translation>连接“%1”已在此期间重命名为“%2”。</translation>
    </message>
    <message>
        <source>Nothing was changed. Do it with &quot;%1&quot;.</source>
        <translation>未作任何更改。请对“%1”进行操作。</translation>
    </message>
    <message>
        <source>Another program removed the connection &quot;%1&quot; meanwhile, or renamed and changed it.</source>
        <translation>另一个程序已在此期间删除了连接“%1”，或重命名并更改了它。</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>青色</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄色</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>橙色</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>粉色</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>紫色</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰色</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a text.</source>
        <translation>“%1”应为文本。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is &quot;development&quot; or &quot;production&quot;, or is left out.</source>
        <translation>“%1”应为 &quot;development&quot; 或 &quot;production&quot;，或省略。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is true or false.</source>
        <translation>“%1”应为 true 或 false。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a list of texts.</source>
        <translation>“%1”应为文本列表。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a whole number, without quotes.</source>
        <translation>“%1”应为整数，不带引号。</translation>
    </message>
    <message>
        <source>One project</source>
        <translation>单个项目</translation>
    </message>
    <message>
        <source>All projects of the tenant</source>
        <translation>租户的所有项目</translation>
    </message>
    <message>
        <source>show all projects of the tenant.</source>
        <translation>显示租户的所有项目。</translation>
    </message>
    <message>
        <source>Region or endpoint, and an AccessKey or STS token. One project, or all of a tenant.</source>
        <translation>地域或 Endpoint，以及 AccessKey 或 STS 令牌。单个项目，或租户的所有项目。</translation>
    </message>
    <message>
        <source>There is no connection &quot;%1&quot; any more; this was planned for %2.</source>
        <translation>已没有连接“%1”；此计划原针对 %2。</translation>
    </message>
    <message>
        <source>If it was renamed, give it this name until the run has ended; or plan the task again.</source>
        <translation>若它已改名，请在运行结束前改回此名；或重新制定计划。</translation>
    </message>
</context>
<context>
    <name>CopyRows</name>
    <message>
        <source>TSV</source>
        <translation>TSV</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>INSERT statements</source>
        <translation>INSERT 语句</translation>
    </message>
    <message>
        <source>A value of %1 is here in part only, its beginning: whole it has %2.</source>
        <translation>%1 的一个值在此只有开头部分：完整的值有 %2。</translation>
    </message>
    <message>
        <source>Leave its column or row out, or read the value by SQL.</source>
        <translation>请不要选择该列或该行，或用 SQL 读取该值。</translation>
    </message>
</context>
<context>
    <name>Copying</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>Core</name>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>The file %1 cannot be locked.</source>
        <translation>无法锁定文件 %1。</translation>
    </message>
    <message>
        <source>Another program is changing the file %1.</source>
        <translation>另一个程序正在更改文件 %1。</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>稍后重试。</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>Make room on that disk, then try again.</source>
        <translation>请在该磁盘上腾出空间，然后重试。</translation>
    </message>
    <message>
        <source>your quota on that disk is used up</source>
        <translation>您在该磁盘上的配额已用完</translation>
    </message>
    <message>
        <source>Delete files of yours there, or get a larger quota, then try again.</source>
        <translation>请删除您在该磁盘上的文件，或申请更大的配额，然后重试。</translation>
    </message>
    <message>
        <source>it would be larger than a file may be</source>
        <translation>它会超过文件大小的上限</translation>
    </message>
    <message>
        <source>Raise the limit on the size of files (ulimit -f), then try again.</source>
        <translation>请提高文件大小上限（ulimit -f），然后重试。</translation>
    </message>
    <message>
        <source>the disk is mounted read-only</source>
        <translation>磁盘以只读方式挂载</translation>
    </message>
    <message>
        <source>Make the disk writable, or use another folder.</source>
        <translation>请将磁盘设为可写，或使用其他文件夹。</translation>
    </message>
    <message>
        <source>you may not write there</source>
        <translation>您无权在此写入</translation>
    </message>
    <message>
        <source>Change who may write to the folder, or use another one.</source>
        <translation>请更改文件夹的写入权限，或使用其他文件夹。</translation>
    </message>
    <message>
        <source>a file is where a folder should be</source>
        <translation>应为文件夹的位置是一个文件</translation>
    </message>
    <message>
        <source>Move that file away, or use another folder.</source>
        <translation>请移走该文件，或使用其他文件夹。</translation>
    </message>
    <message>
        <source>The file %1 cannot be written: %2.</source>
        <translation>无法写入文件 %1：%2。</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>文件 %1 不存在。</translation>
    </message>
    <message>
        <source>The file %1 cannot be read.</source>
        <translation>无法读取文件 %1。</translation>
    </message>
    <message>
        <source>Check the rights of the file.</source>
        <translation>检查文件权限。</translation>
    </message>
    <message>
        <source>The file %1 is too large to be one of ours.</source>
        <translation>文件 %1 过大，不是本程序的文件。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made: %2.</source>
        <translation>无法创建文件夹 %1：%2。</translation>
    </message>
    <message>
        <source>This document</source>
        <translation>此文档</translation>
    </message>
    <message>
        <source>%1 lacks a proper &quot;%2&quot;.</source>
        <translation>%1缺少有效的“%2”。</translation>
    </message>
    <message>
        <source>It was damaged, or written by another version.</source>
        <translation>它已损坏，或由其他版本写入。</translation>
    </message>
    <message>
        <source>The disk of %1 is full or nearly so. Make room there, then try again.</source>
        <translation>%1 所在的磁盘已满或几乎已满。请腾出空间后重试。</translation>
    </message>
    <message>
        <source>a folder is where the file should be</source>
        <translation>本应是文件的位置是一个文件夹</translation>
    </message>
    <message>
        <source>Move that folder away.</source>
        <translation>请移走该文件夹。</translation>
    </message>
    <message>
        <source>The file %1 cannot be read: %2.</source>
        <translation>无法读取文件 %1：%2。</translation>
    </message>
    <message>
        <source>At line %1, character %2 of the statement.</source>
        <translation>位于语句第 %1 行第 %2 个字符处。</translation>
    </message>
    <message>
        <source>%1 has a member &quot;%2&quot;, which is not known.</source>
        <translation>%1包含未知成员“%2”。</translation>
    </message>
    <message>
        <source>Nothing was done. Correct or remove it; a later version of Isthmus may know it.</source>
        <translation>未执行任何操作。请更正或删除它；较新版本的 Isthmus 可能支持它。</translation>
    </message>
    <message>
        <source>Nothing was done. Is &quot;%1&quot; meant?</source>
        <translation>未执行任何操作。是否想写“%1”？</translation>
    </message>
    <message>
        <source>%1 has an improper &quot;%2&quot;: %3.</source>
        <translation>%1的“%2”不正确：%3。</translation>
    </message>
    <message>
        <source>Nothing was done. Correct it and try again.</source>
        <translation>未执行任何操作。请更正后重试。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between words of a list</comment>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>Ctl</name>
    <message>
        <source>The secret cannot be read from standard input.</source>
        <translation>无法从标准输入读取密钥。</translation>
    </message>
    <message>
        <source>The secret file %1 cannot be read.</source>
        <translation>无法读取密钥文件 %1。</translation>
    </message>
    <message>
        <source>The environment variable %1 is not set.</source>
        <translation>环境变量 %1 未设置。</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>account</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>sandbox %1</source>
        <translation>沙箱 %1</translation>
    </message>
    <message>
        <source>Read the AccessKey secret or password from standard input.</source>
        <translation>从标准输入读取 AccessKey Secret 或密码。</translation>
    </message>
    <message>
        <source>Read it from the first line of a file.</source>
        <translation>从文件的第一行读取。</translation>
    </message>
    <message>
        <source>Read it from an environment variable.</source>
        <translation>从环境变量读取。</translation>
    </message>
    <message>
        <source>Refuse everything that writes.</source>
        <translation>拒绝一切写入操作。</translation>
    </message>
    <message>
        <source>Replace the connection if the name is taken.</source>
        <translation>名称已存在时替换原连接。</translation>
    </message>
    <message>
        <source>Add the three connections to the running sandbox of this folder.</source>
        <translation>为此文件夹中正在运行的沙箱添加三个连接。</translation>
    </message>
    <message>
        <source>The connection needs a name.</source>
        <translation>连接需要名称。</translation>
    </message>
    <message>
        <source>Saves a connection, or those of a sandbox.</source>
        <translation>保存一个连接，或沙箱的各个连接。</translation>
    </message>
    <message>
        <source>Name of the connection, first part of its paths.</source>
        <translation>连接名称，即其路径的第一段。</translation>
    </message>
    <message>
        <source>Lists the saved connections.</source>
        <translation>列出已保存的连接。</translation>
    </message>
    <message>
        <source>Name of a saved connection.</source>
        <translation>已保存连接的名称。</translation>
    </message>
    <message>
        <source>Removes a saved connection and its secret.</source>
        <translation>移除已保存的连接及其密钥。</translation>
    </message>
    <message>
        <source>Removed %1.</source>
        <translation>已移除 %1。</translation>
    </message>
    <message>
        <source>about rows</source>
        <translation>约计行数</translation>
    </message>
    <message>
        <source>note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>注释</translation>
    </message>
    <message>
        <source>Lists the connections, or what is below a path.</source>
        <translation>列出连接，或路径下的对象。</translation>
    </message>
    <message>
        <source>Hologres table, for example order_dw/public/dwd_orders.</source>
        <translation>Hologres 表，例如 order_dw/public/dwd_orders。</translation>
    </message>
    <message>
        <source>dual-signature (if not given) or ram-role.</source>
        <translation>dual-signature（默认）或 ram-role。</translation>
    </message>
    <message>
        <source>RAM role: acs:ram::&lt;account id&gt;:role/&lt;role name&gt;.</source>
        <translation>RAM 角色：acs:ram::&lt;account id&gt;:role/&lt;role name&gt;。</translation>
    </message>
    <message>
        <source>Days after which MaxCompute drops the external table.</source>
        <translation>MaxCompute 在多少天后删除该外部表。</translation>
    </message>
    <message>
        <source>If the name exists: stop (if not given), keep or replace.</source>
        <translation>名称已存在时：stop（默认）、keep 或 replace。</translation>
    </message>
    <message>
        <source>JDBC location, if the one made from the source does not fit.</source>
        <translation>JDBC Location；由源表生成的不合适时填写。</translation>
    </message>
    <message>
        <source>--if-taken is stop, keep or replace.</source>
        <translation>--if-taken 的取值为 stop、keep 或 replace。</translation>
    </message>
    <message>
        <source>DST is CONNECTION/SCHEMA or CONNECTION/SCHEMA/NAME.</source>
        <translation>DST 为 CONNECTION/SCHEMA 或 CONNECTION/SCHEMA/NAME。</translation>
    </message>
    <message>
        <source>The name is given twice: in DST and as --name.</source>
        <translation>名称指定了两次：DST 中和 --name。</translation>
    </message>
    <message>
        <source>SRC is the path of a table: CONNECTION/SCHEMA/TABLE.</source>
        <translation>SRC 为表的路径：CONNECTION/SCHEMA/TABLE。</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>阻止</translation>
    </message>
    <message>
        <source>Say --confirm %1 to run it.</source>
        <translation>加上 --confirm %1 以运行它。</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1：%2，%3</translation>
    </message>
    <message>
        <source>writes</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>reads only</source>
        <translation>仅读取</translation>
    </message>
    <message>
        <source>Shows what map-table would do; changes nothing.</source>
        <translation>显示 map-table 将做什么；不作任何更改。</translation>
    </message>
    <message>
        <source>Makes an external table in MaxCompute over a Hologres table.</source>
        <translation>在 MaxCompute 中为 Hologres 表创建外部表。</translation>
    </message>
    <message>
        <source>Name of what is dropped, for --if-taken replace.</source>
        <translation>将被删除的对象名称，用于 --if-taken replace。</translation>
    </message>
    <message>
        <source>Master password of the secrets file: </source>
        <translation>密钥文件的主密码：</translation>
    </message>
    <message>
        <source>Shows the first rows of a table, at most 8 MiB of them.</source>
        <translation>显示表的前若干行，最多 8 MiB。</translation>
    </message>
    <message>
        <source>Table, for example order_dw/public/dwd_orders.</source>
        <translation>表，例如 order_dw/public/dwd_orders。</translation>
    </message>
    <message>
        <source>Number of rows, 1 to 10000; 200 if not given.</source>
        <translation>行数，1 到 10000；默认 200。</translation>
    </message>
    <message>
        <source>--limit takes a number from 1 to 10000.</source>
        <translation>--limit 的取值为 1 到 10000 的数字。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>The output could not be written: %1</source>
        <translation>无法写入输出：%1</translation>
    </message>
    <message>
        <source>How rows are printed: %1.</source>
        <translation>行的输出格式：%1。</translation>
    </message>
    <message>
        <source>--json and --format %1 do not go together.</source>
        <translation>--json 与 --format %1 不能同时使用。</translation>
    </message>
    <message>
        <source>--format is one of: %1.</source>
        <translation>--format 可取以下之一：%1。</translation>
    </message>
    <message>
        <source>Print JSON.</source>
        <translation>以 JSON 输出。</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>显示此帮助。</translation>
    </message>
    <message>
        <source>Usage: %1 [options]</source>
        <translation>用法：%1 [选项]</translation>
    </message>
    <message>
        <source>An argument is missing.</source>
        <translation>缺少参数。</translation>
    </message>
    <message>
        <source>Too many arguments: %1</source>
        <translation>参数过多：%1</translation>
    </message>
    <message>
        <source>Usage: %1 [options]; --help tells more.</source>
        <translation>用法：%1 [选项]；更多说明见 --help。</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>对象类型</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>注释</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Primary key</source>
        <translation>主键</translation>
    </message>
    <message>
        <source>Partitioned by</source>
        <translation>分区列</translation>
    </message>
    <message>
        <source>Lifecycle</source>
        <translation>生命周期</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Last modified</source>
        <translation>最近修改</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Location</translation>
    </message>
    <message>
        <source>RAM role</source>
        <translation>RAM 角色</translation>
    </message>
    <message>
        <source>Column mapping</source>
        <translation>列映射</translation>
    </message>
    <message>
        <source>column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>NULL</source>
        <translation>NULL</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Shows everything about one object.</source>
        <translation>显示一个对象的全部信息。</translation>
    </message>
    <message>
        <source>Show the statement that would create it.</source>
        <translation>显示创建它的语句。</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>instance %1</source>
        <translation>实例 %1</translation>
    </message>
    <message>
        <source>Runs SQL on a connection. &quot;SET k=v;&quot; before the statement sets flags in MaxCompute.</source>
        <translation>在连接上运行 SQL。语句前的“SET k=v;”在 MaxCompute 中设置参数。</translation>
    </message>
    <message>
        <source>Rows kept of a SELECT, 1 to 1000000; 10000 if not given.</source>
        <translation>SELECT 保留的行数，1 到 1000000；默认 10000。</translation>
    </message>
    <message>
        <source>--limit takes a number from 1 to 1000000.</source>
        <translation>--limit 的取值为 1 到 1000000 的数字。</translation>
    </message>
    <message>
        <source>Stop the sandbox</source>
        <translation>停止沙箱</translation>
    </message>
    <message>
        <source>
The tour is complete: every step did what it said.</source>
        <translation>
演练完成：每一步都如实完成。</translation>
    </message>
    <message>
        <source>Start the sandbox</source>
        <translation>启动沙箱</translation>
    </message>
    <message>
        <source>Connect to both sides</source>
        <translation>连接到两侧</translation>
    </message>
    <message>
        <source>List the Hologres catalog</source>
        <translation>列出 Hologres 目录</translation>
    </message>
    <message>
        <source>List the MaxCompute catalog</source>
        <translation>列出 MaxCompute 目录</translation>
    </message>
    <message>
        <source>Plan the mapping of %1</source>
        <translation>生成 %1 的映射计划</translation>
    </message>
    <message>
        <source>Map %1</source>
        <translation>映射 %1</translation>
    </message>
    <message>
        <source>Find the external table in MaxCompute</source>
        <translation>在 MaxCompute 中找到外部表</translation>
    </message>
    <message>
        <source>Query it through MaxCompute</source>
        <translation>通过 MaxCompute 查询它</translation>
    </message>
    <message>
        <source>Compare its rows with Hologres</source>
        <translation>与 Hologres 的数据行比较</translation>
    </message>
    <message>
        <source>Drop the mapping</source>
        <translation>删除映射</translation>
    </message>
    <message>
        <source>    failed after %1</source>
        <translation>    在 %1 后失败</translation>
    </message>
    <message>
        <source>Hologres on %1:%2, MaxCompute on %3</source>
        <translation>Hologres 位于 %1:%2，MaxCompute 位于 %3</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>%1 为 %2</translation>
    </message>
    <message>
        <source>%1 is not listed.</source>
        <translation>%1 不在列表中。</translation>
    </message>
    <message>
        <source>Nothing is listed in %1.</source>
        <translation>%1 中没有列出任何对象。</translation>
    </message>
    <message>
        <source>%1 is mapped already in this sandbox.</source>
        <translation>%1 在此沙箱中已映射。</translation>
    </message>
    <message>
        <source>Drop it, or let the tour make a sandbox of its own: leave out --dir.</source>
        <translation>删除该映射，或不带 --dir，让演练自行创建沙箱。</translation>
    </message>
    <message>
        <source>%1 steps, nothing is written yet</source>
        <translation>%1 个步骤，尚未写入</translation>
    </message>
    <message>
        <source>%1 is not an external table.</source>
        <translation>%1 不是外部表。</translation>
    </message>
    <message>
        <source>%1, %2 columns, at %3</source>
        <translation>%1，%2 列，位于 %3</translation>
    </message>
    <message>
        <source>The query gave no rows.</source>
        <translation>查询没有返回行。</translation>
    </message>
    <message>
        <source>%1 rows, instance %2</source>
        <translation>%1 行，实例 %2</translation>
    </message>
    <message>
        <source>MaxCompute shows %1 rows, Hologres has %2.</source>
        <translation>MaxCompute 显示 %1 行，Hologres 有 %2 行。</translation>
    </message>
    <message>
        <source>The rows differ.</source>
        <translation>数据行不一致。</translation>
    </message>
    <message>
        <source>%1 rows and %2 columns are equal</source>
        <translation>%1 行、%2 列全部一致</translation>
    </message>
    <message>
        <source>%1 is still listed.</source>
        <translation>%1 仍在列表中。</translation>
    </message>
    <message>
        <source>The rows in Hologres changed.</source>
        <translation>Hologres 中的数据行已变化。</translation>
    </message>
    <message>
        <source>gone from MaxCompute; the rows in Hologres stay</source>
        <translation>已从 MaxCompute 删除；Hologres 中的数据行保留</translation>
    </message>
    <message>
        <source>The sandbox still answers.</source>
        <translation>沙箱仍在响应。</translation>
    </message>
    <message>
        <source>no process is left</source>
        <translation>没有遗留进程</translation>
    </message>
    <message>
        <source>Starts a sandbox, lists both catalogs, maps a table, queries it, compares the rows, and cleans up. Succeeds only if every step did what it said.</source>
        <translation>启动沙箱，列出两侧目录，映射一张表，查询它，比较数据行，然后清理。只有每一步都如实完成才算成功。</translation>
    </message>
    <message>
        <source>Folder of the sandbox; a temporary one if not given.</source>
        <translation>沙箱的文件夹；默认使用临时文件夹。</translation>
    </message>
    <message>
        <source>list connections, or what is below a path</source>
        <translation>列出连接，或路径下的对象</translation>
    </message>
    <message>
        <source>show everything about one object</source>
        <translation>显示一个对象的全部信息</translation>
    </message>
    <message>
        <source>show the first rows of a table</source>
        <translation>显示表的前若干行</translation>
    </message>
    <message>
        <source>run SQL on a connection</source>
        <translation>在连接上运行 SQL</translation>
    </message>
    <message>
        <source>show what map-table would do</source>
        <translation>显示 map-table 将做什么</translation>
    </message>
    <message>
        <source>map a Hologres table to MaxCompute</source>
        <translation>将 Hologres 表映射到 MaxCompute</translation>
    </message>
    <message>
        <source>perform the main job on a sandbox, telling each step</source>
        <translation>在沙箱上演练主要流程，逐步说明</translation>
    </message>
    <message>
        <source>Usage: isthmusctl VERB [arguments] [--json]

Verbs:
</source>
        <translation>用法：isthmusctl VERB [arguments] [--json]

命令：
</translation>
    </message>
    <message>
        <source>start, stop, status or reset the local stand-ins</source>
        <translation>启动、停止、查看或重置本机替身服务</translation>
    </message>
    <message>
        <source>%1 is no verb.</source>
        <translation>%1 不是可用的命令。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot run.</source>
        <translation>“%1”无法运行。</translation>
    </message>
    <message>
        <source>The plan must be confirmed: %1.</source>
        <translation>此计划需要确认：%1。</translation>
    </message>
    <message>
        <source>all rows: %1</source>
        <translation>全部行：%1</translation>
    </message>
    <message>
        <source>first rows: %1</source>
        <translation>前 %1 行</translation>
    </message>
    <message>
        <source>The sandbox is stopped.</source>
        <translation>沙箱已停止。</translation>
    </message>
    <message>
        <source>The sandbox is deleted. The next start makes a new one.</source>
        <translation>沙箱已删除。下次启动时新建。</translation>
    </message>
    <message>
        <source>A verb is missing.</source>
        <translation>缺少命令。</translation>
    </message>
    <message>
        <source>%1 is no verb of sandbox.</source>
        <translation>%1 不是 sandbox 的命令。</translation>
    </message>
    <message>
        <source>Folder of the sandbox.</source>
        <translation>沙箱的文件夹。</translation>
    </message>
    <message>
        <source>Rows of generated data in a new sandbox, relative.</source>
        <translation>新沙箱生成数据的行数，相对倍数。</translation>
    </message>
    <message>
        <source>start, stop, status, reset or serve</source>
        <translation>start、stop、status、reset 或 serve</translation>
    </message>
    <message>
        <source>The private stand-ins of Hologres and MaxCompute. &quot;serve&quot; runs in the foreground until it is interrupted.</source>
        <translation>Hologres 和 MaxCompute 的本机私有替身。“serve”在前台运行，直到被中断。</translation>
    </message>
    <message>
        <source>Too many arguments.</source>
        <translation>参数过多。</translation>
    </message>
    <message>
        <source>The scale %1 is not a number.</source>
        <translation>倍数 %1 不是数字。</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 行</translation>
    </message>
    <message>
        <source>Warning: this sandbox listens on %1. Whoever reaches this machine reaches its endpoint, over plain HTTP.</source>
        <translation>警告：此沙箱监听 %1。能访问本机的任何人都能通过明文 HTTP 访问其 endpoint。</translation>
    </message>
    <message>
        <source>One of %1.</source>
        <translation>取值为 %1 之一。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>--system is one of %1.</source>
        <translation>--system 的取值为 %1 之一。</translation>
    </message>
    <message>
        <source>--%1 is no option of %2.</source>
        <translation>--%1 不是 %2 的选项。</translation>
    </message>
    <message>
        <source>--%1 takes a number.</source>
        <translation>--%1 需要一个数字。</translation>
    </message>
    <message>
        <source>The connections of a sandbox have names of their own: leave out %1.</source>
        <translation>沙箱的连接自带名称：请去掉 %1。</translation>
    </message>
    <message>
        <source>--%1 has no place beside --sandbox.</source>
        <translation>--%1 不能与 --sandbox 同时使用。</translation>
    </message>
    <message>
        <source>Give the secret in one way only.</source>
        <translation>请只用一种方式提供密钥。</translation>
    </message>
    <message>
        <source>Name of the external table; the source&apos;s name in MaxCompute&apos;s letters if not given.</source>
        <translation>外部表的名称；未指定时使用源表名称（转换为 MaxCompute 允许的字符）。</translation>
    </message>
    <message>
        <source>Partition, for example dt=20260101 or &quot;dt=&apos;20260101&apos;,hh=&apos;01&apos;&quot;.</source>
        <translation>分区，例如 dt=20260101 或 &quot;dt=&apos;20260101&apos;,hh=&apos;01&apos;&quot;。</translation>
    </message>
    <message>
        <source>not readable with your rights: %1</source>
        <translation>以您的权限不可读取：%1</translation>
    </message>
    <message>
        <source>There is nothing to show of %1.</source>
        <translation>%1 没有可显示的内容。</translation>
    </message>
    <message>
        <source>Show points in time in this zone: session (if not given), utc, local, or a name such as Asia/Shanghai.</source>
        <translation>以此时区显示时间点：session（默认）、utc、local，或 Asia/Shanghai 这样的名称。</translation>
    </message>
    <message>
        <source>--timezone: &quot;%1&quot; is no time zone; write session, utc, local or a name such as Asia/Shanghai.</source>
        <translation>--timezone：“%1”不是时区；请写 session、utc、local 或 Asia/Shanghai 这样的名称。</translation>
    </message>
    <message>
        <source>times in %1</source>
        <translation>时间以 %1 显示</translation>
    </message>
    <message>
        <source>No desktop keychain answers, so secrets are kept in an encrypted file.</source>
        <translation>桌面密钥环没有应答，因此密钥保存在加密文件中。</translation>
    </message>
    <message>
        <source>New master password of that file: </source>
        <translation>该文件的新主密码：</translation>
    </message>
    <message>
        <source>The same once more: </source>
        <translation>请再输入一次：</translation>
    </message>
    <message>
        <source>The two differ.</source>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <source>That is not the master password.</source>
        <translation>主密码不正确。</translation>
    </message>
    <message>
        <source>damaged: %1</source>
        <translation>已损坏：%1</translation>
    </message>
    <message>
        <source>in paths %1</source>
        <translation>在路径中写作 %1</translation>
    </message>
    <message>
        <source>Gives a saved connection another name; its secret goes with it.</source>
        <translation>为已保存的连接改名，其密钥随之保留。</translation>
    </message>
    <message>
        <source>Its new name.</source>
        <translation>新名称。</translation>
    </message>
    <message>
        <source>Only these columns, separated by commas. A name with a comma, or with blanks or a double quote at its begin, stands in double quotes, doubled inside: &apos;a,&quot;b,c&quot;,&quot;say &quot;&quot;d&quot;&quot;&quot;&apos;.</source>
        <translation>只包含这些列，以逗号分隔。含逗号，或以空格、双引号开头的列名写在双引号内，其中的双引号写两遍：&apos;a,&quot;b,c&quot;,&quot;say &quot;&quot;d&quot;&quot;&quot;&apos;。</translation>
    </message>
    <message>
        <source>--columns is a list such as id,&quot;unit price, net&quot;; see --help.</source>
        <translation>--columns 是形如 id,&quot;unit price, net&quot; 的列表；参见 --help。</translation>
    </message>
    <message>
        <source>--into takes the path of a table: CONNECTION/SCHEMA/TABLE.</source>
        <translation>--into 需要表的路径：CONNECTION/SCHEMA/TABLE。</translation>
    </message>
    <message>
        <source>%1 takes no rows: it is computed from other tables (%2).</source>
        <translation>%1 不接受行：它由其他表计算得出（%2）。</translation>
    </message>
    <message>
        <source>Name the table that is to have the rows: --into CONNECTION/SCHEMA/TABLE.</source>
        <translation>请指明接收这些行的表：--into CONNECTION/SCHEMA/TABLE。</translation>
    </message>
    <message>
        <source>With --format insert: path of the table that the statements name; PATH if not given.</source>
        <translation>配合 --format insert：语句所写入的表的路径；未给出则为 PATH。</translation>
    </message>
    <message>
        <source>--into belongs to --format insert.</source>
        <translation>--into 只用于 --format insert。</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>%1 is longer than %2, which is the most for a script.</source>
        <translation>%1 超过 %2，这是脚本的上限。</translation>
    </message>
    <message>
        <source>Run it in parts; load data by other means than statements.</source>
        <translation>请分几部分运行；数据请用语句以外的方式导入。</translation>
    </message>
    <message>
        <source>%1 is no UTF-8 text: line %2.</source>
        <translation>%1 不是 UTF-8 文本：第 %2 行。</translation>
    </message>
    <message>
        <source>Save it as UTF-8; nothing was run.</source>
        <translation>请将其保存为 UTF-8；没有运行任何语句。</translation>
    </message>
    <message>
        <source>Standard input</source>
        <translation>标准输入</translation>
    </message>
    <message>
        <source>The script is given twice: as SQL and as --file.</source>
        <translation>脚本给出了两次：SQL 和 --file。</translation>
    </message>
    <message>
        <source>SQL is missing: write it as an argument, or name a file by --file.</source>
        <translation>缺少 SQL：请写成参数，或用 --file 指明文件。</translation>
    </message>
    <message>
        <source>The statement, or a script of several, quoted as one argument; - for standard input.</source>
        <translation>一条语句，或由多条语句组成的脚本，用引号括成一个参数；- 表示标准输入。</translation>
    </message>
    <message>
        <source>Read the script from this file, - for standard input: UTF-8, at most 16 MiB.</source>
        <translation>从该文件读取脚本，- 表示标准输入：UTF-8，最多 16 MiB。</translation>
    </message>
    <message>
        <source>--timezone local: TZ is &quot;%1&quot;, which is no time zone; set it to a name such as Asia/Shanghai, or name the zone here.</source>
        <translation>--timezone local：TZ 为“%1”，不是时区；请将其设为 Asia/Shanghai 之类的名称，或在此处指明时区。</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>Usage: isthmusctl sandbox start|stop|status|reset [--dir DIR] [--scale N] [--show-secrets] [--json]</source>
        <translation>用法：isthmusctl sandbox start|stop|status|reset [--dir DIR] [--scale N] [--show-secrets] [--json]</translation>
    </message>
    <message>
        <source>not shown; --show-secrets prints it</source>
        <translation>未显示；加 --show-secrets 可输出</translation>
    </message>
    <message>
        <source>With start and status: print the access key and the password too.</source>
        <translation>用于 start 和 status：同时输出访问密钥和密码。</translation>
    </message>
    <message>
        <source>%1 is empty; nothing was run.</source>
        <translation>%1 为空；没有运行任何语句。</translation>
    </message>
    <message>
        <source>TABLE is the path of a table: CONNECTION/SCHEMA/TABLE.</source>
        <translation>TABLE 是表的路径：连接/Schema/表。</translation>
    </message>
    <message>
        <source>Shows what drop-table would do; changes nothing.</source>
        <translation>显示 drop-table 将执行的操作，不做任何更改。</translation>
    </message>
    <message>
        <source>Name of the table, without which nothing is dropped.</source>
        <translation>表名；不给出则不会删除。</translation>
    </message>
    <message>
        <source>show what drop-table would do</source>
        <translation>显示 drop-table 将执行的操作</translation>
    </message>
    <message>
        <source>path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>listed</source>
        <translation>列出时间</translation>
    </message>
    <message>
        <source>%1 could not be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>What to look for.</source>
        <translation>要查找的内容。</translation>
    </message>
    <message>
        <source>Read the names of all connections first.</source>
        <translation>先读取所有连接的名称。</translation>
    </message>
    <message>
        <source>Tell N matches of each sort at most; 200.</source>
        <translation>每类最多列出 N 个匹配项；默认 200。</translation>
    </message>
    <message>
        <source>--limit is a number from 1 to %1.</source>
        <translation>--limit 是 1 到 %1 之间的数字。</translation>
    </message>
    <message>
        <source>There are %1 more; --limit tells more of them.</source>
        <translation>还有 %1 个；用 --limit 可列出更多。</translation>
    </message>
    <message>
        <source>find tables, schemas and columns of all connections by name</source>
        <translation>按名称查找所有连接的表、Schema 和列</translation>
    </message>
    <message>
        <source>Connections that were not read yet: %1. %2 reads them.</source>
        <translation>尚未读取的连接：%1。%2 会读取它们。</translation>
    </message>
    <message>
        <source>Finds schemas and tables of all connections by their names, in an index that is kept here. PATTERN: parts of a name in any order, letters of it, schema.table, column:NAME, @connection.</source>
        <translation>按名称查找所有连接的 Schema 和表，使用保存在本机的名称索引。PATTERN：名称的若干部分（顺序不限）、名称中的字母、schema.table、column:NAME、@connection。</translation>
    </message>
    <message>
        <source>Look for columns; with %1 the columns of all tables are read.</source>
        <translation>查找列；与 %1 一起使用时读取所有表的列。</translation>
    </message>
    <message>
        <source>Names and kinds only, since there are many; --long tells the rest.</source>
        <translation>数量较多，仅列出名称和种类；其余信息请用 --long。</translation>
    </message>
    <message>
        <source>Tell rows, notes and comments of more than 1,000 tables too; takes long.</source>
        <translation>超过 1,000 个表时也列出行数、备注和注释；耗时较长。</translation>
    </message>
    <message>
        <source>Read the security token of --sign-in sts from an environment variable; otherwise it is the line below the secret.</source>
        <translation>从环境变量读取 --sign-in sts 的安全令牌；否则它是密钥下面的那一行。</translation>
    </message>
    <message>
        <source>What the connection is for, in your own words.</source>
        <translation>用自己的话说明该连接的用途。</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>detail</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Connects, signs in and reads the first names; tells each step and its time.</source>
        <translation>连接、登录并读取前几个名称；说明每一步及其用时。</translation>
    </message>
    <message>
        <source>The URL cannot be read from standard input.</source>
        <translation>无法从标准输入读取 URL。</translation>
    </message>
    <message>
        <source>Standard input holds no URL of a connection.</source>
        <translation>标准输入中没有连接的 URL。</translation>
    </message>
    <message>
        <source>The URL holds a secret, and everyone on this machine can read arguments.</source>
        <translation>该 URL 含有密钥，而本机上的所有人都能读取命令行参数。</translation>
    </message>
    <message>
        <source>Give the URL on standard input, to &quot;connection import -&quot;.</source>
        <translation>请通过标准输入把 URL 交给“connection import -”。</translation>
    </message>
    <message>
        <source>from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>secret</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>A file (what &quot;connection export&quot; wrote, odps_config.ini, pg_service.conf, .pgpass), a URL (jdbc:odps:…, jdbc:postgresql:…, postgresql:…), or &quot;-&quot; for a URL on standard input. Without it: what this machine&apos;s programs keep.</source>
        <translation>文件（“connection export”写出的文件、odps_config.ini、pg_service.conf、.pgpass）、URL（jdbc:odps:…、jdbc:postgresql:…、postgresql:…），或用“-”表示标准输入中的 URL。不给出时：本机程序保存的连接。</translation>
    </message>
    <message>
        <source>Look only there: %1, several with commas.</source>
        <translation>只在这里查找：%1，多个用逗号分隔。</translation>
    </message>
    <message>
        <source>Import only those called so, several with commas.</source>
        <translation>只导入这些名称的连接，多个用逗号分隔。</translation>
    </message>
    <message>
        <source>Also those that may be of another PostgreSQL server.</source>
        <translation>也包括可能属于其他 PostgreSQL 服务器的连接。</translation>
    </message>
    <message>
        <source>Name of the one connection that is imported.</source>
        <translation>所导入的那一个连接的名称。</translation>
    </message>
    <message>
        <source>Only say what would be imported.</source>
        <translation>只说明会导入什么。</translation>
    </message>
    <message>
        <source>--from is one of %1.</source>
        <translation>--from 应为 %1 之一。</translation>
    </message>
    <message>
        <source>--from has no place beside %1.</source>
        <translation>--from 不能与%1同时使用。</translation>
    </message>
    <message>
        <source>a file or URL</source>
        <translation>文件或 URL</translation>
    </message>
    <message>
        <source>Saves connections that other programs keep; their secrets go to the secret store.</source>
        <translation>保存其他程序中的连接，它们的密钥存入密钥库。</translation>
    </message>
    <message>
        <source>--name is for one connection; %1 were found.</source>
        <translation>--name 用于一个连接，但找到了 %1 个。</translation>
    </message>
    <message>
        <source>No connections were found.</source>
        <translation>没有找到连接。</translation>
    </message>
    <message>
        <source>Writes the saved connections to a file, without secrets, for &quot;connection import&quot;.</source>
        <translation>把已保存的连接写入文件（不含密钥），供“connection import”使用。</translation>
    </message>
    <message>
        <source>File to write; &quot;-&quot; for standard output.</source>
        <translation>要写入的文件；“-”表示标准输出。</translation>
    </message>
    <message>
        <source>Replace the file if it is there.</source>
        <translation>文件已存在时替换它。</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 已存在。</translation>
    </message>
    <message>
        <source>Choose another name, or say --replace.</source>
        <translation>请另选名称，或使用 --replace。</translation>
    </message>
    <message>
        <source>%1 connections were written to %2, without secrets.</source>
        <translation>已将 %1 个连接写入 %2，不含密钥。</translation>
    </message>
    <message>
        <source>Left out, since they are of a sandbox or have problems: %1.</source>
        <translation>因属于沙箱或有问题而略去：%1。</translation>
    </message>
    <message>
        <source>Writes all rows of a table into a file.</source>
        <translation>把一张表的所有行写入一个文件。</translation>
    </message>
    <message>
        <source>The file; one that is there is replaced once all rows are written.</source>
        <translation>目标文件；所有行写完后才替换已有的文件。</translation>
    </message>
    <message>
        <source>csv, jsonl, insert or xlsx; if not given, by the ending of FILE.</source>
        <translation>csv、jsonl、insert 或 xlsx；未指定时按 FILE 的扩展名。</translation>
    </message>
    <message>
        <source>Only rows for which this holds, in Hologres&apos; SQL.</source>
        <translation>只要满足此条件的行，使用 Hologres 的 SQL。</translation>
    </message>
    <message>
        <source>In this order, in Hologres&apos; SQL.</source>
        <translation>按此顺序，使用 Hologres 的 SQL。</translation>
    </message>
    <message>
        <source>Begins CSV with a byte order mark, which some spreadsheets need.</source>
        <translation>CSV 以字节顺序标记开头，某些电子表格程序需要它。</translation>
    </message>
    <message>
        <source>--to FILE says where the rows go.</source>
        <translation>--to FILE 指定行写到哪里。</translation>
    </message>
    <message>
        <source>--format takes csv, jsonl, insert or xlsx.</source>
        <translation>--format 可取 csv、jsonl、insert 或 xlsx。</translation>
    </message>
    <message>
        <source>--bom belongs to --format csv.</source>
        <translation>--bom 只用于 --format csv。</translation>
    </message>
    <message>
        <source>write all rows of a table into a file</source>
        <translation>把一张表的所有行写入文件</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>NULLs</source>
        <translation>NULL 数</translation>
    </message>
    <message>
        <source>distinct values</source>
        <translation>不同值数</translation>
    </message>
    <message>
        <source>least</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>greatest</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Counts the rows of a table, or tells figures of a column: the server goes through all of them. MaxCompute counts a table, or one partition, without a job; everything else is a job there, which may be billed.</source>
        <translation>统计表的行数，或给出某一列的统计值：服务器会遍历所有行。MaxCompute 统计整个表或单个分区时不需要作业；其他情况都会运行作业，可能产生费用。</translation>
    </message>
    <message>
        <source>Only rows for which this holds, in the system&apos;s own SQL.</source>
        <translation>只统计满足此条件的行，使用该系统自己的 SQL。</translation>
    </message>
    <message>
        <source>Also its NULLs, distinct values, least and greatest.</source>
        <translation>同时给出该列的 NULL 数、不同值数、最小值和最大值。</translation>
    </message>
    <message>
        <source>count the rows of a table, or sum up a column</source>
        <translation>统计表的行数，或某一列的统计值</translation>
    </message>
    <message>
        <source>Usage: isthmusctl connection add|edit|show|list|import|export|rename|test|remove …; &quot;connection add --help&quot; tells more.</source>
        <translation>用法：isthmusctl connection add|edit|show|list|import|export|rename|test|remove …；详见 &quot;connection add --help&quot;。</translation>
    </message>
    <message>
        <source>Changes what is given of a saved connection; all else stays as it is.</source>
        <translation>修改已保存连接中给出的部分，其余保持不变。</translation>
    </message>
    <message>
        <source>Allow again what writes.</source>
        <translation>重新允许写操作。</translation>
    </message>
    <message>
        <source>Say what is to be changed.</source>
        <translation>请给出要修改的内容。</translation>
    </message>
    <message>
        <source>--read-only and --writable contradict each other.</source>
        <translation>--read-only 与 --writable 互相矛盾。</translation>
    </message>
    <message>
        <source>Save it anew by &quot;connection add --replace&quot;, or mend the file.</source>
        <translation>请用 &quot;connection add --replace&quot; 重新保存，或修复该文件。</translation>
    </message>
    <message>
        <source>Tells all that is saved of a connection, without its secret.</source>
        <translation>显示连接保存的全部内容，不含机密。</translation>
    </message>
    <message>
        <source>group %1</source>
        <translation>分组 %1</translation>
    </message>
    <message>
        <source>what</source>
        <translation>项</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>system</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>hidden schemas</source>
        <translation>隐藏的 Schema</translation>
    </message>
    <message>
        <source>sandbox</source>
        <translation>沙箱</translation>
    </message>
    <message>
        <source>problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>development, production or none. What writes to production must be confirmed.</source>
        <translation>development、production 或 none。写入生产环境须确认。</translation>
    </message>
    <message>
        <source>Heading that it stands under in lists; empty for none.</source>
        <translation>列表中所属分组的标题；留空表示无分组。</translation>
    </message>
    <message>
        <source>Colour of its row and its tabs: %1 or none.</source>
        <translation>其行和标签页的颜色：%1 或 none。</translation>
    </message>
    <message>
        <source>--environment is development, production or none.</source>
        <translation>--environment 为 development、production 或 none。</translation>
    </message>
    <message>
        <source>--colour is one of %1, or none.</source>
        <translation>--colour 为 %1 之一，或 none。</translation>
    </message>
    <message>
        <source>add, edit, show, list, import, export, rename, test or remove saved connections</source>
        <translation>添加、编辑、显示、列出、导入、导出、重命名、测试或移除已保存的连接</translation>
    </message>
    <message>
        <source>Name of the connection, without which nothing is written to one of production.</source>
        <translation>连接的名称；没有它，不会写入生产环境的连接。</translation>
    </message>
    <message>
        <source>%1 is a connection of production; writing to it must be confirmed.</source>
        <translation>%1 是生产环境的连接，写入须确认。</translation>
    </message>
    <message>
        <source>Say --confirm-production %1 to write to it.</source>
        <translation>要写入，请加上 --confirm-production %1。</translation>
    </message>
    <message>
        <source>
%1 is a connection of production: running this needs --confirm-production %1.</source>
        <translation>
%1 是生产环境的连接：执行需要 --confirm-production %1。</translation>
    </message>
    <message>
        <source>Choose another one, or let it write again: connection edit %1 --writable.</source>
        <translation>请选择其他连接，或重新允许写入：connection edit %1 --writable。</translation>
    </message>
    <message>
        <source>The server may have done it all the same: look at what is there.</source>
        <translation>服务器可能已经执行：请查看现有内容。</translation>
    </message>
    <message>
        <source>The script ends inside a transaction: what it did since BEGIN is undone.</source>
        <translation>脚本在事务中结束：自 BEGIN 以来的操作已撤销。</translation>
    </message>
    <message>
        <source>Add COMMIT to keep it.</source>
        <translation>如需保留，请添加 COMMIT。</translation>
    </message>
    <message>
        <source>show what map-schema would do</source>
        <translation>显示 map-schema 将要执行的操作</translation>
    </message>
    <message>
        <source>make an external schema over a Hologres schema</source>
        <translation>为 Hologres Schema 创建外部 Schema</translation>
    </message>
    <message>
        <source>show what drop-schema would do</source>
        <translation>显示 drop-schema 将要执行的操作</translation>
    </message>
    <message>
        <source>drop an external schema of MaxCompute</source>
        <translation>删除 MaxCompute 的外部 Schema</translation>
    </message>
    <message>
        <source>Hologres schema, for example order_dw/public.</source>
        <translation>Hologres Schema，例如 order_dw/public。</translation>
    </message>
    <message>
        <source>Foreign server of MaxCompute, with a RAM role.</source>
        <translation>MaxCompute 的外部数据源，须使用 RAM 角色。</translation>
    </message>
    <message>
        <source>What names the source in SQL, behind ON: SCHEMA (if not given) or DATABASE.SCHEMA.</source>
        <translation>SQL 中 ON 之后的源名称：SCHEMA（默认）或 DATABASE.SCHEMA。</translation>
    </message>
    <message>
        <source>If the external schema exists: stop (if not given) or keep.</source>
        <translation>外部 Schema 已存在时：stop（默认）或 keep。</translation>
    </message>
    <message>
        <source>SRC is the path of a schema: CONNECTION/SCHEMA, or CONNECTION/DATABASE/SCHEMA.</source>
        <translation>SRC 是 Schema 的路径：CONNECTION/SCHEMA 或 CONNECTION/DATABASE/SCHEMA。</translation>
    </message>
    <message>
        <source>DST is CONNECTION or CONNECTION/NAME.</source>
        <translation>DST 是 CONNECTION 或 CONNECTION/NAME。</translation>
    </message>
    <message>
        <source>--server names the foreign server; isthmusctl ls CONNECTION/:foreign_servers lists them.</source>
        <translation>--server 指定外部数据源；用 isthmusctl ls CONNECTION/:foreign_servers 列出。</translation>
    </message>
    <message>
        <source>--if-taken is stop or keep.</source>
        <translation>--if-taken 只能是 stop 或 keep。</translation>
    </message>
    <message>
        <source>External schema of MaxCompute, for example dbs_mc/public.</source>
        <translation>MaxCompute 的外部 Schema，例如 dbs_mc/public。</translation>
    </message>
    <message>
        <source>SCHEMA is the path of a schema: CONNECTION/SCHEMA.</source>
        <translation>SCHEMA 是 Schema 的路径：CONNECTION/SCHEMA。</translation>
    </message>
    <message>
        <source>Shows what map-schema would do; changes nothing.</source>
        <translation>显示 map-schema 将要执行的操作；不做任何更改。</translation>
    </message>
    <message>
        <source>Makes an external schema in MaxCompute that shows a Hologres schema live.</source>
        <translation>在 MaxCompute 中创建外部 Schema，实时显示 Hologres 的一个 Schema。</translation>
    </message>
    <message>
        <source>Shows what drop-schema would do; changes nothing.</source>
        <translation>显示 drop-schema 将要执行的操作；不做任何更改。</translation>
    </message>
    <message>
        <source>Drops an external schema of MaxCompute, and nothing of the Hologres schema that it shows.</source>
        <translation>删除 MaxCompute 的外部 Schema，不影响它所显示的 Hologres Schema。</translation>
    </message>
    <message>
        <source>Name of the schema, without which nothing is dropped.</source>
        <translation>Schema 的名称；不给出则不删除。</translation>
    </message>
    <message>
        <source>%1 is no verb of connection.</source>
        <translation>%1 不是 connection 的命令。</translation>
    </message>
    <message>
        <source>&quot;isthmusctl --help&quot; lists the verbs.</source>
        <translation>&quot;isthmusctl --help&quot; 列出所有命令。</translation>
    </message>
    <message>
        <source>The connection %1 is read-only; only what certainly reads may run on it: SELECT, WITH, VALUES, SHOW, DESC, EXPLAIN and SET.</source>
        <translation>连接 %1 为只读，只能运行确定不写入的语句：SELECT、WITH、VALUES、SHOW、DESC、EXPLAIN 和 SET。</translation>
    </message>
    <message>
        <source>--to takes a file, and %1 is a folder: add a name, such as %2.</source>
        <translation>--to 需要一个文件，而 %1 是文件夹：请加上文件名，例如 %2。</translation>
    </message>
    <message>
        <source>The ending of %1 tells no format; %2 do. Choose one of them, or say --format csv, jsonl, insert or xlsx.</source>
        <translation>无法从 %1 的扩展名得知格式；可识别 %2。请使用其中之一，或指定 --format csv、jsonl、insert 或 xlsx。</translation>
    </message>
    <message>
        <source>Waiting for %1, %2 so far. Ctrl+C stops it.</source>
        <translation>正在等待 %1，已等待 %2。按 Ctrl+C 停止。</translation>
    </message>
    <message>
        <source>TABLE is the path of a table: CONNECTION/PROJECT/SCHEMA/TABLE.</source>
        <translation>TABLE 是表的路径：CONNECTION/PROJECT/SCHEMA/TABLE。</translation>
    </message>
    <message>
        <source>show what load-table-group would do</source>
        <translation>显示 load-table-group 将执行的操作</translation>
    </message>
    <message>
        <source>load a table group of Hologres to a compute group</source>
        <translation>将 Hologres 的表组加载到计算组</translation>
    </message>
    <message>
        <source>Table group of Hologres: order_dw/:table_groups/order_dw_tg_default, as ls lists it.</source>
        <translation>Hologres 的表组：order_dw/:table_groups/order_dw_tg_default，与 ls 列出的一致。</translation>
    </message>
    <message>
        <source>Compute group that it is loaded to.</source>
        <translation>要加载到的计算组。</translation>
    </message>
    <message>
        <source>How many replicas are loaded; 1 if not given.</source>
        <translation>加载的副本数；未指定时为 1。</translation>
    </message>
    <message>
        <source>GROUP is the path of a table group: CONNECTION/:table_groups/NAME.</source>
        <translation>GROUP 是表组的路径：CONNECTION/:table_groups/NAME。</translation>
    </message>
    <message>
        <source>Say --to NAME: the compute group that it is loaded to.</source>
        <translation>请用 --to NAME 指定要加载到的计算组。</translation>
    </message>
    <message>
        <source>--replicas takes a number.</source>
        <translation>--replicas 需要一个数字。</translation>
    </message>
    <message>
        <source>Shows what load-table-group would do; changes nothing.</source>
        <translation>显示 load-table-group 将执行的操作；不做任何更改。</translation>
    </message>
    <message>
        <source>Loads a table group of Hologres to a compute group, which can read its tables then.</source>
        <translation>将 Hologres 的表组加载到计算组，之后该计算组可以读取其中的表。</translation>
    </message>
    <message>
        <source>Connection, database or project, schema, table or folder.</source>
        <translation>连接、数据库或项目、Schema、表或文件夹。</translation>
    </message>
    <message>
        <source>MaxCompute project, or project and name of the external schema: dbs_mc/public, or tenant/dbs_mc/public on a connection to a tenant.</source>
        <translation>MaxCompute 项目，或项目加外部 Schema 名称：dbs_mc/public；租户连接为 tenant/dbs_mc/public。</translation>
    </message>
    <message>
        <source>DST is CONNECTION/PROJECT or CONNECTION/PROJECT/NAME.</source>
        <translation>DST 是 CONNECTION/PROJECT 或 CONNECTION/PROJECT/NAME。</translation>
    </message>
    <message>
        <source>SCHEMA is the path of a schema: CONNECTION/PROJECT/SCHEMA.</source>
        <translation>SCHEMA 是 Schema 的路径：CONNECTION/PROJECT/SCHEMA。</translation>
    </message>
    <message>
        <source>MaxCompute schema, or schema and new name: dbs_mc/default/dwd_orders, or tenant/dbs_mc/default/dwd_orders on a connection to a tenant.</source>
        <translation>MaxCompute 的 Schema，或 Schema 和新名称：dbs_mc/default/dwd_orders；在租户连接上为 tenant/dbs_mc/default/dwd_orders。</translation>
    </message>
    <message>
        <source>DST is CONNECTION/PROJECT/SCHEMA or CONNECTION/PROJECT/SCHEMA/NAME.</source>
        <translation>DST 是 CONNECTION/PROJECT/SCHEMA 或 CONNECTION/PROJECT/SCHEMA/NAME。</translation>
    </message>
    <message>
        <source>show takes a connection, database or project, schema, table or partition; ls lists what is below one.</source>
        <translation>show 接受连接、数据库或项目、Schema、表或分区；ls 列出其下的内容。</translation>
    </message>
    <message>
        <source>Connection, database or project, schema, table or partition.</source>
        <translation>连接、数据库或项目、Schema、表或分区。</translation>
    </message>
    <message>
        <source>Project in which it runs, for a connection to all projects of a MaxCompute tenant.</source>
        <translation>运行所在的项目，用于连接 MaxCompute 租户所有项目的连接。</translation>
    </message>
    <message>
        <source>Database in which it runs, for a connection to a whole Hologres instance.</source>
        <translation>运行所在的数据库，用于连接整个 Hologres 实例的连接。</translation>
    </message>
    <message>
        <source>--project is for a connection to all projects of a tenant; %1 is none.</source>
        <translation>--project 用于租户所有项目的连接；%1 不是这样的连接。</translation>
    </message>
    <message>
        <source>--database is for a connection to a whole instance; %1 is none.</source>
        <translation>--database 用于整个实例的连接；%1 不是这样的连接。</translation>
    </message>
    <message>
        <source>%1 shows all projects of its tenant: say --project NAME to run SQL in one.</source>
        <translation>%1 显示租户的所有项目：请用 --project NAME 指定运行 SQL 的项目。</translation>
    </message>
    <message>
        <source>show which types the other system has for columns, and what is lost</source>
        <translation>显示列在另一系统中对应的类型及损失</translation>
    </message>
    <message>
        <source>Where the manuals disagree: %1 (the first if not given).</source>
        <translation>手册说法不一之处：%1（未指定时取第一个）。</translation>
    </message>
    <message>
        <source>--%1 is one of %2.</source>
        <translation>--%1 须为 %2 之一。</translation>
    </message>
    <message>
        <source>--way %1 is none; --help lists them.</source>
        <translation>没有 --way %1；--help 列出所有取值。</translation>
    </message>
    <message>
        <source>becomes</source>
        <translation>对应类型</translation>
    </message>
    <message>
        <source>verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>but for</source>
        <translation>例外</translation>
    </message>
    <message>
        <source>reason and advice</source>
        <translation>原因与建议</translation>
    </message>
    <message>
        <source>Table or schema, for example order_dw/public/dwd_orders or order_dw/public; without it the table of all types is shown.</source>
        <translation>表或 Schema，例如 order_dw/public/dwd_orders 或 order_dw/public；未指定时显示所有类型的对照表。</translation>
    </message>
    <message>
        <source>Has Hologres count the values that would be lost: one scan of each table.</source>
        <translation>由 Hologres 统计会损失的值：每张表扫描一次。</translation>
    </message>
    <message>
        <source>Writes the report to a file: .html, .csv or .json; one that is there is replaced.</source>
        <translation>将报告写入文件：.html、.csv 或 .json；已有文件会被替换。</translation>
    </message>
    <message>
        <source>One of %1. For a table or schema of Hologres external-table if not given.</source>
        <translation>取值为 %1 之一。对于 Hologres 的表或 Schema，未指定时为 external-table。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>, %1 rows</source>
        <translation>，%1 行</translation>
    </message>
    <message>
        <source>at risk</source>
        <translation>有风险</translation>
    </message>
    <message>
        <source>values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Not taken on this way: %1</source>
        <translation>此方式不包含：%1</translation>
    </message>
    <message>
        <source>Counting in %1 (%2 of %3)</source>
        <translation>正在统计 %1（第 %2 张，共 %3 张）</translation>
    </message>
    <message>
        <source>--count and --output are about a table or a schema: give its PATH.</source>
        <translation>--count 和 --output 用于表或 Schema：请给出其 PATH。</translation>
    </message>
    <message>
        <source>--output takes a file.</source>
        <translation>--output 须为文件。</translation>
    </message>
    <message>
        <source>--output takes a file that ends in .html, .csv or .json.</source>
        <translation>--output 的文件名须以 .html、.csv 或 .json 结尾。</translation>
    </message>
    <message>
        <source>Shows which type of the other system takes the values of a type, and what is lost: of all types, or of the columns of a table or of all tables of a schema. Changes nothing.</source>
        <translation>显示另一系统中由哪种类型接收某类型的值，以及会损失什么：所有类型，或一张表、一个 Schema 中所有表的列。不做任何更改。</translation>
    </message>
    <message>
        <source>From MaxCompute only --way to-hologres leads.</source>
        <translation>从 MaxCompute 出发只能使用 --way to-hologres。</translation>
    </message>
    <message>
        <source>--way to-hologres is for tables of MaxCompute.</source>
        <translation>--way to-hologres 用于 MaxCompute 的表。</translation>
    </message>
    <message>
        <source>Values are counted in Hologres only.</source>
        <translation>仅 Hologres 支持统计值。</translation>
    </message>
    <message>
        <source>Hologres schema or table that is to be mapped (order_dw/public), or external schema or table of MaxCompute (dbs_mc/public).</source>
        <translation>要映射的 Hologres Schema 或表（order_dw/public），或 MaxCompute 的外部 Schema 或外部表（dbs_mc/public）。</translation>
    </message>
    <message>
        <source>MaxCompute project that it is to be mapped to; need not be given where one is saved.</source>
        <translation>要映射到的 MaxCompute 项目；只保存了一个时可以省略。</translation>
    </message>
    <message>
        <source>Hologres schema or table behind an external one, where it is not found.</source>
        <translation>外部 Schema 或外部表背后的 Hologres Schema 或表，用于自动查找不到时。</translation>
    </message>
    <message>
        <source>Foreign server of a schema; the first that fits if not given.</source>
        <translation>Schema 的外部数据源；省略时取第一个适用的。</translation>
    </message>
    <message>
        <source>RAM role of a table that is to be mapped; dual signature if not given.</source>
        <translation>要映射的表的 RAM 角色；省略时为双签名。</translation>
    </message>
    <message>
        <source>Who the RAM role is in Hologres; looked for by its name if not given.</source>
        <translation>该 RAM 角色在 Hologres 中的用户；省略时按名称查找。</translation>
    </message>
    <message>
        <source>Name of what is to be made; the source&apos;s own if not given.</source>
        <translation>要创建的对象的名称；省略时与来源同名。</translation>
    </message>
    <message>
        <source>--to is a MaxCompute project: CONNECTION, or CONNECTION/PROJECT of a tenant.</source>
        <translation>--to 是 MaxCompute 项目：CONNECTION，租户连接为 CONNECTION/PROJECT。</translation>
    </message>
    <message>
        <source>Say --to PROJECT: the MaxCompute project that it is to be mapped to.</source>
        <translation>请指定 --to PROJECT：要映射到的 MaxCompute 项目。</translation>
    </message>
    <message>
        <source>PATH is that of a Hologres schema or table, or of an external schema or table of MaxCompute.</source>
        <translation>PATH 是 Hologres Schema 或表的路径，或 MaxCompute 外部 Schema 或外部表的路径。</translation>
    </message>
    <message>
        <source>--to is for what is to be mapped; %1 is in MaxCompute already.</source>
        <translation>--to 用于要映射的对象；%1 已在 MaxCompute 中。</translation>
    </message>
    <message>
        <source>--from is a Hologres schema.</source>
        <translation>--from 是 Hologres Schema。</translation>
    </message>
    <message>
        <source>--from is a Hologres table.</source>
        <translation>--from 是 Hologres 表。</translation>
    </message>
    <message>
        <source>Checks what a mapping needs on both sides, and says how to mend what is missing. Changes nothing. Exit code 1 if a check failed; what cannot be known is no failure.</source>
        <translation>检查映射在两侧所需的条件，并说明如何补上缺少的部分。不做任何更改。有检查未通过时退出码为 1；无法得知的不算未通过。</translation>
    </message>
    <message>
        <source>1 check failed.</source>
        <translation>1 项检查未通过。</translation>
    </message>
    <message>
        <source>%1 checks failed.</source>
        <translation>%1 项检查未通过。</translation>
    </message>
    <message>
        <source>source</source>
        <translation>源</translation>
    </message>
    <message>
        <source>what changed</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>effect</source>
        <translation>影响</translation>
    </message>
    <message>
        <source>External schemas, which follow their source by themselves: %1</source>
        <translation>外部 Schema（自动跟随源）：%1</translation>
    </message>
    <message>
        <source>%1 cannot be repaired: %2</source>
        <translation>无法修复 %1：%2</translation>
    </message>
    <message>
        <source>Mappings are repaired in one connection at a time: name paths of one.</source>
        <translation>每次只修复一个连接中的映射：请给出同一个连接的路径。</translation>
    </message>
    <message>
        <source>Say what is to be repaired: a table, a schema, a project or a connection.</source>
        <translation>请指明要修复的对象：表、Schema、项目或连接。</translation>
    </message>
    <message>
        <source>Shows what drift --repair would do; changes nothing.</source>
        <translation>显示 drift --repair 将执行的操作；不做任何更改。</translation>
    </message>
    <message>
        <source>Name of the table to repair, of several that of their schema or project, without which nothing is dropped.</source>
        <translation>要修复的表的名称；有多个表时为其 Schema 或项目的名称；不给出则不删除任何对象。</translation>
    </message>
    <message>
        <source>Project and name of the foreign server: dbs_mc/dbs_holo_external, or as ls lists it, dbs_mc/:foreign_servers/dbs_holo_external.</source>
        <translation>项目和外部数据源的名称：dbs_mc/dbs_holo_external，或 ls 列出的 dbs_mc/:foreign_servers/dbs_holo_external。</translation>
    </message>
    <message>
        <source>Host of the Hologres instance in the classic network.</source>
        <translation>Hologres 实例在经典网络中的主机。</translation>
    </message>
    <message>
        <source>Its port; 80 if not given.</source>
        <translation>端口；省略时为 80。</translation>
    </message>
    <message>
        <source>The one Hologres database that it is for.</source>
        <translation>它所对应的那一个 Hologres 数据库。</translation>
    </message>
    <message>
        <source>The RAM role that reads: acs:ram::&lt;account id&gt;:role/&lt;role name&gt;.</source>
        <translation>用于读取的 RAM 角色：acs:ram::&lt;account id&gt;:role/&lt;role name&gt;。</translation>
    </message>
    <message>
        <source>Who runs a task reads, in place of a RAM role; no external schema can use it.</source>
        <translation>由任务执行者代替 RAM 角色读取；外部 Schema 不能使用。</translation>
    </message>
    <message>
        <source>A description.</source>
        <translation>描述。</translation>
    </message>
    <message>
        <source>SERVER is CONNECTION/NAME, or CONNECTION/PROJECT/NAME on a connection to a tenant.</source>
        <translation>SERVER 是 CONNECTION/NAME，租户连接为 CONNECTION/PROJECT/NAME。</translation>
    </message>
    <message>
        <source>Say --role-arn or --task-executor, not both.</source>
        <translation>--role-arn 和 --task-executor 只能指定一个。</translation>
    </message>
    <message>
        <source>Say --role-arn ARN: the RAM role that reads Hologres; or --task-executor.</source>
        <translation>请指定 --role-arn ARN：读取 Hologres 的 RAM 角色；或 --task-executor。</translation>
    </message>
    <message>
        <source>Say --host HOST and --database NAME: the Hologres database that it is for.</source>
        <translation>请指定 --host HOST 和 --database NAME：它所对应的 Hologres 数据库。</translation>
    </message>
    <message>
        <source>--port takes a number.</source>
        <translation>--port 须为数字。</translation>
    </message>
    <message>
        <source>Shows what create-foreign-server would do; changes nothing.</source>
        <translation>显示 create-foreign-server 将执行的操作；不做任何更改。</translation>
    </message>
    <message>
        <source>Makes a foreign server of MaxCompute over a Hologres database. Where the service has no SQL for it, says what to enter in its console.</source>
        <translation>为 Hologres 数据库创建 MaxCompute 外部数据源。服务没有相应的 SQL 时，说明在控制台中填写的内容。</translation>
    </message>
    <message>
        <source>Shows what drop-foreign-server would do; changes nothing.</source>
        <translation>显示 drop-foreign-server 将执行的操作；不做任何更改。</translation>
    </message>
    <message>
        <source>Drops a foreign server of MaxCompute, and nothing of the Hologres database.</source>
        <translation>删除 MaxCompute 外部数据源，不影响 Hologres 数据库。</translation>
    </message>
    <message>
        <source>Name of the foreign server, without which nothing is dropped.</source>
        <translation>外部数据源的名称；不指定则不删除。</translation>
    </message>
    <message>
        <source>Name of the user in Hologres: p4_&lt;id&gt;, or RAM$&lt;account id&gt;:&lt;name&gt;.</source>
        <translation>Hologres 中的用户名：p4_&lt;id&gt; 或 RAM$&lt;account id&gt;:&lt;name&gt;。</translation>
    </message>
    <message>
        <source>Hologres database: order_dw, or test_dbs_holo/order_dw on a connection to an instance.</source>
        <translation>Hologres 数据库：order_dw；实例连接为 test_dbs_holo/order_dw。</translation>
    </message>
    <message>
        <source>How rights are given: spm, slpm or standard; if not given, by what the database has.</source>
        <translation>授权方式：spm、slpm 或 standard；省略时按数据库现有的模型。</translation>
    </message>
    <message>
        <source>viewer, writer or developer; if not given, developer, of the standard model viewer.</source>
        <translation>viewer、writer 或 developer；省略时为 developer，标准模型为 viewer。</translation>
    </message>
    <message>
        <source>DATABASE is CONNECTION/DATABASE.</source>
        <translation>DATABASE 是 CONNECTION/DATABASE。</translation>
    </message>
    <message>
        <source>DATABASE is CONNECTION.</source>
        <translation>DATABASE 是 CONNECTION。</translation>
    </message>
    <message>
        <source>SCHEMA is CONNECTION/DATABASE/SCHEMA.</source>
        <translation>SCHEMA 是 CONNECTION/DATABASE/SCHEMA。</translation>
    </message>
    <message>
        <source>SCHEMA is CONNECTION/SCHEMA.</source>
        <translation>SCHEMA 是 CONNECTION/SCHEMA。</translation>
    </message>
    <message>
        <source>--model is spm, slpm or standard.</source>
        <translation>--model 是 spm、slpm 或 standard。</translation>
    </message>
    <message>
        <source>--level is viewer, writer or developer.</source>
        <translation>--level 是 viewer、writer 或 developer。</translation>
    </message>
    <message>
        <source>Shows what add-user would do; changes nothing.</source>
        <translation>显示 add-user 将执行的操作；不做任何更改。</translation>
    </message>
    <message>
        <source>Adds a RAM role or account to a Hologres instance.</source>
        <translation>将 RAM 角色或账号添加到 Hologres 实例。</translation>
    </message>
    <message>
        <source>Shows what grant would do; changes nothing.</source>
        <translation>显示 grant 将执行的操作；不做任何更改。</translation>
    </message>
    <message>
        <source>Gives a user of Hologres rights on the tables of a schema.</source>
        <translation>授予 Hologres 用户对某个 Schema 中表的权限。</translation>
    </message>
    <message>
        <source>show what map-tables would do</source>
        <translation>显示 map-tables 将执行的操作</translation>
    </message>
    <message>
        <source>map many Hologres tables, or a schema of them, to MaxCompute</source>
        <translation>将多个 Hologres 表或整个 Schema 的表映射到 MaxCompute</translation>
    </message>
    <message>
        <source>check what a mapping needs on both sides</source>
        <translation>检查映射在两侧所需的条件</translation>
    </message>
    <message>
        <source>show what create-foreign-server would do</source>
        <translation>显示 create-foreign-server 将执行的操作</translation>
    </message>
    <message>
        <source>make a foreign server of MaxCompute</source>
        <translation>创建 MaxCompute 外部数据源</translation>
    </message>
    <message>
        <source>show what drop-foreign-server would do</source>
        <translation>显示 drop-foreign-server 将执行的操作</translation>
    </message>
    <message>
        <source>drop a foreign server of MaxCompute</source>
        <translation>删除 MaxCompute 外部数据源</translation>
    </message>
    <message>
        <source>show what add-user would do</source>
        <translation>显示 add-user 将执行的操作</translation>
    </message>
    <message>
        <source>add a RAM role or account to a Hologres instance</source>
        <translation>将 RAM 角色或账号添加到 Hologres 实例</translation>
    </message>
    <message>
        <source>show what grant would do</source>
        <translation>显示 grant 将执行的操作</translation>
    </message>
    <message>
        <source>give a user of Hologres rights on the tables of a schema</source>
        <translation>授予 Hologres 用户对 Schema 中表的权限</translation>
    </message>
    <message>
        <source>show what drift --repair would do</source>
        <translation>显示 drift --repair 将执行的操作</translation>
    </message>
    <message>
        <source>compare mappings with what they were made from</source>
        <translation>将映射与其来源进行比较</translation>
    </message>
    <message>
        <source>go on with a run that failed or was cut off</source>
        <translation>继续失败或中断的运行</translation>
    </message>
    <message>
        <source>Hologres tables, and schemas for all of their tables: order_dw/public order_dw/ads/orders, of one connection.</source>
        <translation>Hologres 表，或代表其全部表的 Schema：order_dw/public order_dw/ads/orders，须属于同一连接。</translation>
    </message>
    <message>
        <source>MaxCompute schema: dbs_mc or dbs_mc/default, or tenant/dbs_mc/default on a connection to a tenant.</source>
        <translation>MaxCompute Schema：dbs_mc 或 dbs_mc/default；租户连接为 tenant/dbs_mc/default。</translation>
    </message>
    <message>
        <source>What comes behind it.</source>
        <translation>每个外部表名称的后缀。</translation>
    </message>
    <message>
        <source>The name between them, with {table}, {schema} and {database}; {table} if not given.</source>
        <translation>前后缀之间的名称，可用 {table}、{schema} 和 {database}；未指定时为 {table}。</translation>
    </message>
    <message>
        <source>If a name exists: keep (if not given), replace or rename.</source>
        <translation>名称已存在时：keep（默认）、replace 或 rename。</translation>
    </message>
    <message>
        <source>Days after which MaxCompute drops the external tables.</source>
        <translation>MaxCompute 在多少天后删除这些外部表。</translation>
    </message>
    <message>
        <source>Statements at a time, 1 to 16; 4 if not given.</source>
        <translation>同时执行的语句数，1 到 16；未指定时为 4。</translation>
    </message>
    <message>
        <source>Stop at the first table that fails; else the others go on.</source>
        <translation>第一个表失败时即停止；否则其他表继续。</translation>
    </message>
    <message>
        <source>Read the first row of each external table to verify it: one more job each.</source>
        <translation>读取每个外部表的第一行进行验证：每个表多一个作业。</translation>
    </message>
    <message>
        <source>%1 is no path of a table or a schema: CONNECTION/SCHEMA/TABLE, or CONNECTION/SCHEMA.</source>
        <translation>%1 不是表或 Schema 的路径：CONNECTION/SCHEMA/TABLE 或 CONNECTION/SCHEMA。</translation>
    </message>
    <message>
        <source>All tables are of one connection; %1 is of another.</source>
        <translation>所有表须属于同一连接；%1 属于另一个连接。</translation>
    </message>
    <message>
        <source>--to names the MaxCompute schema, for example --to dbs_mc/default.</source>
        <translation>--to 指定 MaxCompute Schema，例如 --to dbs_mc/default。</translation>
    </message>
    <message>
        <source>--to is CONNECTION/PROJECT or CONNECTION/PROJECT/SCHEMA.</source>
        <translation>--to 为 CONNECTION/PROJECT 或 CONNECTION/PROJECT/SCHEMA。</translation>
    </message>
    <message>
        <source>--to is CONNECTION or CONNECTION/SCHEMA.</source>
        <translation>--to 为 CONNECTION 或 CONNECTION/SCHEMA。</translation>
    </message>
    <message>
        <source>--if-taken is keep, replace or rename.</source>
        <translation>--if-taken 为 keep、replace 或 rename。</translation>
    </message>
    <message>
        <source>--in-flight is 1 to %1.</source>
        <translation>--in-flight 为 1 到 %1。</translation>
    </message>
    <message>
        <source>Shows what map-tables would do; changes nothing.</source>
        <translation>显示 map-tables 将执行的操作；不做任何更改。</translation>
    </message>
    <message>
        <source>Print every step with its SQL, not a line for each table.</source>
        <translation>打印每个步骤及其 SQL，而不是每个表一行。</translation>
    </message>
    <message>
        <source>Makes external tables in MaxCompute over many Hologres tables.</source>
        <translation>在 MaxCompute 中为多个 Hologres 表创建外部表。</translation>
    </message>
    <message>
        <source>Name of the MaxCompute schema, where --if-taken replace drops external tables in it.</source>
        <translation>MaxCompute Schema 的名称，用于确认 --if-taken replace 将删除其中的外部表。</translation>
    </message>
    <message>
        <source>There is nothing to do.</source>
        <translation>无需执行任何操作。</translation>
    </message>
    <message>
        <source>&quot;isthmusctl runs&quot; lists what was run.</source>
        <translation>“isthmusctl runs”列出运行记录。</translation>
    </message>
    <message>
        <source>No run can be resumed.</source>
        <translation>没有可以继续的运行。</translation>
    </message>
    <message>
        <source>No run has an id that begins with %1.</source>
        <translation>没有 ID 以 %1 开头的运行。</translation>
    </message>
    <message>
        <source>Several runs have ids that begin with %1.</source>
        <translation>有多个运行的 ID 以 %1 开头。</translation>
    </message>
    <message>
        <source>How many, 1 to 1000; 20 if not given.</source>
        <translation>数量，1 到 1000；未指定时为 20。</translation>
    </message>
    <message>
        <source>--limit is 1 to %1.</source>
        <translation>--limit 为 1 到 %1。</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>can be resumed</source>
        <translation>可以继续</translation>
    </message>
    <message>
        <source>Goes on with a run that failed, was cancelled or cut off: what has succeeded stays.</source>
        <translation>继续失败、取消或中断的运行：已成功的部分保持不变。</translation>
    </message>
    <message>
        <source>Id of the run, or its begin; the newest that can be resumed if not given.</source>
        <translation>运行的 ID 或其开头；未指定时为最新的可继续的运行。</translation>
    </message>
    <message>
        <source>Name that confirms what the rest of it drops.</source>
        <translation>用于确认其余步骤所删除内容的名称。</translation>
    </message>
    <message>
        <source>Hologres table</source>
        <translation>Hologres 表</translation>
    </message>
    <message>
        <source>External table</source>
        <translation>外部表</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>耗时</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>%1: %2, %3. %4</source>
        <translation>%1：%2，%3。%4</translation>
    </message>
    <message>
        <source>Name the run that is meant. &quot;isthmusctl runs&quot; lists what was run.</source>
        <translation>请指明是哪一次运行。“isthmusctl runs” 列出已运行的任务。</translation>
    </message>
    <message>
        <source>1 mapping compared</source>
        <translation>已比较 1 个映射</translation>
    </message>
    <message>
        <source>%1 mappings compared</source>
        <translation>已比较 %1 个映射</translation>
    </message>
    <message>
        <source>%1 broken, %2 differ, %3 equal, %4 not known</source>
        <translation>%1 个已失效，%2 个有差异，%3 个一致，%4 个未知</translation>
    </message>
    <message>
        <source>--access is dual-signature or ram-role.</source>
        <translation>--access 的取值为 dual-signature 或 ram-role。</translation>
    </message>
    <message>
        <source>--role-arn belongs to --access ram-role.</source>
        <translation>--role-arn 需与 --access ram-role 一起使用。</translation>
    </message>
    <message>
        <source>--lifecycle takes a number of days.</source>
        <translation>--lifecycle 的取值为天数。</translation>
    </message>
    <message>
        <source>show what map-to-hologres would do</source>
        <translation>显示 map-to-hologres 会做什么</translation>
    </message>
    <message>
        <source>map MaxCompute tables, schemas or a project to Hologres</source>
        <translation>将 MaxCompute 的表、Schema 或项目映射至 Hologres</translation>
    </message>
    <message>
        <source>What comes before the name of each new table.</source>
        <translation>每个新表名之前的内容。</translation>
    </message>
    <message>
        <source>MaxCompute tables, and schemas or projects for all of their tables: dbs_mc/default/ods_user_info_d dbs_mc/default dbs_mc, of one connection.</source>
        <translation>同一连接的 MaxCompute 表，或表示其全部表的 Schema、项目：dbs_mc/default/ods_user_info_d dbs_mc/default dbs_mc。</translation>
    </message>
    <message>
        <source>Hologres schema: order_dw/public, or test_dbs_holo/order_dw/public on a connection to an instance.</source>
        <translation>Hologres Schema：order_dw/public；实例连接上为 test_dbs_holo/order_dw/public。</translation>
    </message>
    <message>
        <source>Name of the foreign table, where a single table is mapped.</source>
        <translation>只映射一张表时，外部表的名称。</translation>
    </message>
    <message>
        <source>If a name exists: keep (if not given), replace, rename or stop.</source>
        <translation>名称已存在时：keep（缺省）、replace、rename 或 stop。</translation>
    </message>
    <message>
        <source>If Hologres has no type for a column: leave-out-table (if not given), leave-out-column or stop.</source>
        <translation>Hologres 没有对应列类型时：leave-out-table（缺省）、leave-out-column 或 stop。</translation>
    </message>
    <message>
        <source>Read the first row of each foreign table to verify it.</source>
        <translation>读取每个外部表的第一行以验证。</translation>
    </message>
    <message>
        <source>%1 is no path of a table, a schema or a project: CONNECTION/SCHEMA/TABLE, CONNECTION/SCHEMA or CONNECTION.</source>
        <translation>%1 不是表、Schema 或项目的路径：CONNECTION/SCHEMA/TABLE、CONNECTION/SCHEMA 或 CONNECTION。</translation>
    </message>
    <message>
        <source>--to names the Hologres schema, for example --to order_dw/public.</source>
        <translation>--to 指明 Hologres Schema，例如 --to order_dw/public。</translation>
    </message>
    <message>
        <source>--to is CONNECTION/DATABASE/SCHEMA.</source>
        <translation>--to 的形式为 CONNECTION/DATABASE/SCHEMA。</translation>
    </message>
    <message>
        <source>--to is CONNECTION/SCHEMA.</source>
        <translation>--to 的形式为 CONNECTION/SCHEMA。</translation>
    </message>
    <message>
        <source>--if-taken is keep, replace, rename or stop.</source>
        <translation>--if-taken 的取值为 keep、replace、rename 或 stop。</translation>
    </message>
    <message>
        <source>--if-unsupported is leave-out-table, leave-out-column or stop.</source>
        <translation>--if-unsupported 的取值为 leave-out-table、leave-out-column 或 stop。</translation>
    </message>
    <message>
        <source>Shows what map-to-hologres would do; changes nothing.</source>
        <translation>显示 map-to-hologres 会做什么；不作任何更改。</translation>
    </message>
    <message>
        <source>Makes foreign tables in Hologres over MaxCompute tables.</source>
        <translation>在 Hologres 中为 MaxCompute 表创建外部表。</translation>
    </message>
    <message>
        <source>Name of the Hologres schema, where --if-taken replace drops foreign tables in it.</source>
        <translation>--if-taken replace 会删除其中外部表时，该 Hologres Schema 的名称。</translation>
    </message>
    <message>
        <source>MaxCompute table</source>
        <translation>MaxCompute 表</translation>
    </message>
    <message>
        <source>Foreign table</source>
        <translation>外部表</translation>
    </message>
    <message>
        <source>show what a task file would do</source>
        <translation>显示任务文件会做什么</translation>
    </message>
    <message>
        <source>run a task file, as &quot;plan&quot; saves it</source>
        <translation>运行由 plan 保存的任务文件</translation>
    </message>
    <message>
        <source>Write the task to this file, from which &quot;run&quot; runs it.</source>
        <translation>将任务写入此文件，之后可用 run 运行。</translation>
    </message>
    <message>
        <source>Task file, &quot;-&quot; for standard input.</source>
        <translation>任务文件，“-” 表示标准输入。</translation>
    </message>
    <message>
        <source>Shows what a task file would do; changes nothing.</source>
        <translation>显示任务文件会做什么；不作任何更改。</translation>
    </message>
    <message>
        <source>Plans a task file and runs it.</source>
        <translation>为任务文件制定计划并运行。</translation>
    </message>
    <message>
        <source>Name of what the plan drops, or of what that lies in.</source>
        <translation>计划所删除对象的名称，或其所在对象的名称。</translation>
    </message>
    <message>
        <source>left:  %1</source>
        <translation>左：%1</translation>
    </message>
    <message>
        <source>right: %1</source>
        <translation>右：%1</translation>
    </message>
    <message>
        <source>why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>%1 like %2, made anew</source>
        <translation>按 %2 重新创建 %1</translation>
    </message>
    <message>
        <source>%1 like %2, by changing it</source>
        <translation>按 %2 修改 %1</translation>
    </message>
    <message>
        <source>Nothing is to be changed.</source>
        <translation>无需更改。</translation>
    </message>
    <message>
        <source>Compares the structure of two tables of any two connections: columns, types, keys, comments and properties. Types of MaxCompute and Hologres that stand for each other are equivalent. Changes nothing. The exit code is 0 where nothing differs, 3 where something does.</source>
        <translation>比较任意两个连接中两张表的结构：列、类型、主键、注释和属性。MaxCompute 与 Hologres 中相互对应的类型视为等价。不做任何更改。没有差异时退出码为 0，有差异时为 3。</translation>
    </message>
    <message>
        <source>A table or view, for example order_dw/public/dwd_orders.</source>
        <translation>表或视图，例如 order_dw/public/dwd_orders。</translation>
    </message>
    <message>
        <source>Another, for example dbs_mc/default/dwd_orders.</source>
        <translation>另一张表或视图，例如 dbs_mc/default/dwd_orders。</translation>
    </message>
    <message>
        <source>Prints SQL that makes one table, left or right, like the other; never runs it.</source>
        <translation>输出使左表或右表（left 或 right）与另一张表一致的 SQL；从不执行。</translation>
    </message>
    <message>
        <source>With --ddl: the statements that make the table anew, not those that change it.</source>
        <translation>与 --ddl 一起使用：输出重新创建表的语句，而不是修改表的语句。</translation>
    </message>
    <message>
        <source>--ddl is left or right, not %1.</source>
        <translation>--ddl 的值为 left 或 right，而不是 %1。</translation>
    </message>
    <message>
        <source>--create is for --ddl left and --ddl right.</source>
        <translation>--create 须与 --ddl left 或 --ddl right 一起使用。</translation>
    </message>
    <message>
        <source>%1 is no table: a path is CONNECTION/SCHEMA/TABLE.</source>
        <translation>%1 不是表：路径的形式为 CONNECTION/SCHEMA/TABLE。</translation>
    </message>
    <message>
        <source>Both are the same table: name two.</source>
        <translation>两者是同一张表：请指定两张表。</translation>
    </message>
    <message>
        <source>compare the structure of two tables, with DDL for either direction</source>
        <translation>比较两张表的结构，并给出任一方向的 DDL</translation>
    </message>
    <message>
        <source>tell what an object reads, and who reads it</source>
        <translation>显示对象读取什么，以及谁读取它</translation>
    </message>
    <message>
        <source>reads:</source>
        <translation>读取：</translation>
    </message>
    <message>
        <source>is read by:</source>
        <translation>被以下对象读取：</translation>
    </message>
    <message>
        <source>nothing that is known</source>
        <translation>没有已知的对象</translation>
    </message>
    <message>
        <source>%1 is not there, and no run has told of it.</source>
        <translation>%1 不存在，运行记录中也没有它。</translation>
    </message>
    <message>
        <source>&quot;isthmusctl ls&quot; lists what is below a path.</source>
        <translation>“isthmusctl ls”列出路径下的内容。</translation>
    </message>
    <message>
        <source>More than %1 objects: the rest was left out.</source>
        <translation>超过 %1 个对象：其余已省略。</translation>
    </message>
    <message>
        <source>Tells what an object reads and who reads it: from definitions as they are now, and from the runs of this machine. The exit code is 1 where an object could not be looked at.</source>
        <translation>显示对象读取什么以及谁读取它：依据当前的定义和本机的运行记录。有对象无法查看时退出码为 1。</translation>
    </message>
    <message>
        <source>Table, schema or foreign server, for example order_dw/public/dwd_orders.</source>
        <translation>表、Schema 或外部数据源，例如 order_dw/public/dwd_orders。</translation>
    </message>
    <message>
        <source>How many steps in each direction, 1 to %1; 1 if not given.</source>
        <translation>每个方向的步数，1 到 %1；未给出时为 1。</translation>
    </message>
    <message>
        <source>Connection, project or schema of MaxCompute whose external tables are all looked through for readers that no run has told of.</source>
        <translation>MaxCompute 的连接、项目或 Schema，将逐一查看其中的外部表，找出运行记录中没有的读取者。</translation>
    </message>
    <message>
        <source>Draw it into this file too.</source>
        <translation>同时绘制到此文件。</translation>
    </message>
    <message>
        <source>OBJECT is CONNECTION/SCHEMA or CONNECTION/SCHEMA/TABLE; the database or project comes before the schema on a connection to several.</source>
        <translation>OBJECT 为 CONNECTION/SCHEMA 或 CONNECTION/SCHEMA/TABLE；在连接到多个数据库或项目的连接上，Schema 前为数据库或项目。</translation>
    </message>
    <message>
        <source>--depth is 1 to %1.</source>
        <translation>--depth 为 1 到 %1。</translation>
    </message>
    <message>
        <source>--svg needs the name of a file.</source>
        <translation>--svg 需要文件名。</translation>
    </message>
    <message>
        <source>--name is the name of the foreign table.</source>
        <translation>--name 为外部表的名称。</translation>
    </message>
    <message>
        <source>--name is the whole name: leave out --prefix, --suffix and --pattern.</source>
        <translation>--name 是完整名称：请勿同时使用 --prefix、--suffix 和 --pattern。</translation>
    </message>
    <message>
        <source>If the former table is gone, this brings it back:
%1</source>
        <translation>若原来的表已不在，可用以下语句恢复：
%1</translation>
    </message>
    <message>
        <source>%1 is longer than 16 MiB, and so no task file.</source>
        <translation>%1 超过 16 MiB，不是任务文件。</translation>
    </message>
    <message>
        <source>--save names the file to write the task to.</source>
        <translation>--save 指明任务要写入的文件。</translation>
    </message>
    <message>
        <source>list what was run, newest first, or show one run and its log</source>
        <translation>列出运行过的内容（最新的在前），或显示某次运行及其日志</translation>
    </message>
    <message>
        <source>A run is still going on: %1 (%2).</source>
        <translation>有一次运行仍在进行：%1（%2）。</translation>
    </message>
    <message>
        <source>Lists what was run, newest first; or shows one run with its steps.</source>
        <translation>列出运行过的内容，最新的在前；或显示某次运行及其步骤。</translation>
    </message>
    <message>
        <source>Id of a run to show, or its begin.</source>
        <translation>要显示的运行的 ID 或其开头部分。</translation>
    </message>
    <message>
        <source>With the log of RUN.</source>
        <translation>同时显示 RUN 的日志。</translation>
    </message>
    <message>
        <source>--limit is of the list, not of one run.</source>
        <translation>--limit 用于列表，不用于单次运行。</translation>
    </message>
    <message>
        <source>--log is of one run: name it.</source>
        <translation>--log 用于单次运行：请指明该运行。</translation>
    </message>
    <message>
        <source>Going on with %1: %2, begun %3.</source>
        <translation>正在继续 %1：%2，开始于 %3。</translation>
    </message>
    <message>
        <source>%1, %2 of %3 steps</source>
        <translation>%1，%3 个步骤中的 %2 个</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>继续时间</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Step %1, %2:</source>
        <translation>步骤 %1，%2：</translation>
    </message>
    <message>
        <source>Log, with the numbers of steps:</source>
        <translation>日志（含步骤编号）：</translation>
    </message>
    <message>
        <source>External tables, schemas, projects or connections of MaxCompute, or foreign tables, schemas, databases or connections of Hologres, for example dbs_mc/default; none: all connections but those to Hologres instances.</source>
        <translation>MaxCompute 的外部表、Schema、项目或连接，或 Hologres 的外部表（Foreign Table）、Schema、数据库或连接，例如 dbs_mc/default；不给出时为除 Hologres 实例之外的所有连接。</translation>
    </message>
    <message>
        <source>PATH is CONNECTION, CONNECTION/SCHEMA or CONNECTION/SCHEMA/TABLE; the project or database comes before the schema on a connection to a tenant or an instance.</source>
        <translation>PATH 为 CONNECTION、CONNECTION/SCHEMA 或 CONNECTION/SCHEMA/TABLE；租户或实例连接在 Schema 之前还要写项目或数据库。</translation>
    </message>
    <message>
        <source>Make what differs anew: drop and create, with what was chosen for the mapping; foreign tables are altered. &quot;plan drift&quot; shows the statements.</source>
        <translation>重建有差异的映射：删除并创建，保留为映射所做的选择；Hologres 的外部表（Foreign Table）则用 ALTER 修改。“plan drift”显示语句。</translation>
    </message>
    <message>
        <source>External table of MaxCompute, for example dbs_mc/default/dwd_orders, or foreign table of Hologres over MaxCompute, for example order_dw/public/mc_orders.</source>
        <translation>MaxCompute 的外部表，例如 dbs_mc/default/dwd_orders；或指向 MaxCompute 的 Hologres 外部表，例如 order_dw/public/mc_orders。</translation>
    </message>
    <message>
        <source>TABLE is the path of a table: CONNECTION/DATABASE/SCHEMA/TABLE.</source>
        <translation>TABLE 是表的路径：CONNECTION/DATABASE/SCHEMA/TABLE。</translation>
    </message>
    <message>
        <source>Drops an external table in MaxCompute or a foreign table in Hologres, and nothing of the table that it shows. Tables with rows of their own are refused.</source>
        <translation>删除 MaxCompute 中的外部表或 Hologres 中的外部表（Foreign Table），不影响它所映射的表。自身存有数据的表会被拒绝。</translation>
    </message>
    <message>
        <source>drop an external or foreign table</source>
        <translation>删除 MaxCompute 或 Hologres 的外部表</translation>
    </message>
    <message>
        <source>
Paths are CONNECTION/…, for example order_dw/public/dwd_orders. &quot;VERB --help&quot; tells more.
Exit codes: 0 done, 1 failed, 2 wrong use, 3 something differs (drift, diff), 130, 143, 129 or 141 when Ctrl+C, SIGTERM, SIGHUP or a closed pipe ended it.
</source>
        <translation>
路径形如 CONNECTION/…，例如 order_dw/public/dwd_orders。更多说明见“VERB --help”。
退出码：0 完成，1 失败，2 用法错误，3 有差异（drift、diff），130、143、129 或 141 表示被 Ctrl+C、SIGTERM、SIGHUP 或关闭的管道终止。
</translation>
    </message>
    <message>
        <source>, 1 row</source>
        <translation>，1 行</translation>
    </message>
    <message>
        <source>Not all compared: %1</source>
        <translation>未全部比较：%1</translation>
    </message>
    <message>
        <source>Not compared: %1</source>
        <translation>未比较：%1</translation>
    </message>
    <message>
        <source>Compares external tables with the Hologres tables that they show, and with what both were when Isthmus made the mapping; likewise foreign tables of Hologres with the MaxCompute tables that they show. The exit code is 0 where nothing differs, 3 where something does, 1 where nothing differs but something could not be compared.</source>
        <translation>将外部表与其显示的 Hologres 表进行比较，并与 Isthmus 创建映射时双方的状态进行比较；Hologres 的外部表（Foreign Table）与其显示的 MaxCompute 表同样如此。没有差异时退出码为 0，有差异时为 3，没有差异但有对象无法比较时为 1。</translation>
    </message>
    <message>
        <source>--columns is for a single table; of several, a task file says the columns of each.</source>
        <translation>--columns 只用于单个表；有多个表时，由任务文件说明各表的列。</translation>
    </message>
    <message>
        <source>%1 was not compared, and is not repaired: %2</source>
        <translation>%1 未比较，因此不修复：%2</translation>
    </message>
</context>
<context>
    <name>Dialect</name>
    <message>
        <source>The character %1 at line %2, column %3 of the statement cannot be sent to the server.</source>
        <translation>语句第 %2 行第 %3 列的字符 %1 无法发送到服务器。</translation>
    </message>
    <message>
        <source>It is one half of a character: remove it.</source>
        <translation>它只是半个字符：请删除。</translation>
    </message>
    <message>
        <source>Remove it, or write it inside quotes as %1.</source>
        <translation>请删除它，或在引号内写作 %1。</translation>
    </message>
    <message>
        <source>Remove it: no text of the database can hold it.</source>
        <translation>请删除它：数据库的文本不能包含该字符。</translation>
    </message>
    <message>
        <source>the %1 at character %2 is not closed</source>
        <translation>第 %2 个字符处的 %1 没有闭合</translation>
    </message>
    <message>
        <source>it is a comment alone</source>
        <translation>其中只有注释</translation>
    </message>
    <message>
        <source>the quoted text that begins at character %1 has no end</source>
        <translation>从第 %1 个字符开始的引号没有闭合</translation>
    </message>
    <message>
        <source>the hint (/*+) at character %1 belongs behind SELECT</source>
        <translation>第 %1 个字符处的提示 (/*+) 应位于 SELECT 之后</translation>
    </message>
    <message>
        <source>the comment that begins at character %1 has no end</source>
        <translation>从第 %1 个字符开始的注释没有结束</translation>
    </message>
    <message>
        <source>the ; at character %1 would end the statement</source>
        <translation>第 %1 个字符处的 ; 会结束语句</translation>
    </message>
    <message>
        <source>the %1 at character %2 closes nothing</source>
        <translation>第 %2 个字符处的 %1 没有与之对应的左括号</translation>
    </message>
    <message>
        <source>The filter is not one condition: %1.</source>
        <translation>过滤条件不是一个完整的条件：%1。</translation>
    </message>
    <message>
        <source>Write what would stand behind WHERE, without a ;.</source>
        <translation>请填写 WHERE 之后的内容，不带 ;。</translation>
    </message>
    <message>
        <source>%1 would begin another part of the statement (a column of that name needs quotes)</source>
        <translation>%1 会开始语句的另一部分（以此命名的列需要加引号）</translation>
    </message>
    <message>
        <source>The order is no list of expressions: %1.</source>
        <translation>排序不是表达式列表：%1。</translation>
    </message>
    <message>
        <source>Write what would stand behind ORDER BY, without a ;.</source>
        <translation>请填写 ORDER BY 之后的内容，不带 ;。</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>&quot;%1&quot; is not the address of a page.</source>
        <translation>“%1”不是页面地址。</translation>
    </message>
    <message>
        <source>Addresses look like isthmus://table/order_dw/public/orders.</source>
        <translation>地址形如 isthmus://table/order_dw/public/orders。</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>The connection %1 is read-only; &quot;%2&quot; would write to it.</source>
        <translation>连接 %1 为只读；“%2”会向其写入。</translation>
    </message>
    <message>
        <source>The step &quot;%1&quot; ended unexpectedly.</source>
        <translation>步骤“%1”意外结束。</translation>
    </message>
    <message>
        <source>No part of this program runs &quot;%1&quot; steps.</source>
        <translation>程序中没有能运行“%1”步骤的部分。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no steps to run.</source>
        <translation>“%1”没有可运行的步骤。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot run: %2.</source>
        <translation>“%1”无法运行：%2。</translation>
    </message>
    <message>
        <source>Another program executes this run; cancel it there.</source>
        <translation>该运行由另一个程序执行；请在那里取消。</translation>
    </message>
    <message>
        <source>Only a run that ended without success can be resumed.</source>
        <translation>只有未成功结束的运行才能继续。</translation>
    </message>
    <message>
        <source>This run cannot be resumed: a step of it may not run twice.</source>
        <translation>该运行无法继续：其中有步骤不能运行两次。</translation>
    </message>
    <message>
        <source>Plan the task again and run the new plan.</source>
        <translation>请重新规划该任务并运行新的计划。</translation>
    </message>
    <message>
        <source>Another program has resumed this run already.</source>
        <translation>另一个程序已继续该运行。</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>已继续</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Cancelled in &quot;%1&quot;</source>
        <translation>在“%1”中取消</translation>
    </message>
    <message>
        <source>Cancelled before it began</source>
        <translation>在开始之前取消</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Cancelled before &quot;%1&quot;</source>
        <translation>在“%1”之前取消</translation>
    </message>
    <message>
        <source>%1 of %2 steps failed, first: %3</source>
        <translation>%2 个步骤中有 %1 个失败，首先是：%3</translation>
    </message>
    <message>
        <source>The program ended while it ran</source>
        <translation>运行期间程序退出</translation>
    </message>
    <message>
        <source>The program ended while it ran; job %1 may have gone on</source>
        <translation>运行期间程序退出；作业 %1 可能仍在继续</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written to.</source>
        <translation>无法写入文件夹 %1。</translation>
    </message>
    <message>
        <source>This run is not remembered.</source>
        <translation>没有该运行的记录。</translation>
    </message>
    <message>
        <source>The store of runs, %1, cannot be opened.</source>
        <translation>无法打开运行记录库 %1。</translation>
    </message>
    <message>
        <source>Check the permissions of the file and its folder. Until then runs are not remembered.</source>
        <translation>检查文件及其文件夹的权限。在此之前不保留运行记录。</translation>
    </message>
    <message>
        <source>The store of runs, %1, cannot be used.</source>
        <translation>无法使用运行记录库 %1。</translation>
    </message>
    <message>
        <source>Move the file away to start a new one; until then runs are not remembered.</source>
        <translation>移走该文件即可新建；在此之前不保留运行记录。</translation>
    </message>
    <message>
        <source>%1 was written by a newer version of Isthmus.</source>
        <translation>%1 由更新版本的 Isthmus 写入。</translation>
    </message>
    <message>
        <source>Runs work, but are not remembered.</source>
        <translation>可以运行，但不保留运行记录。</translation>
    </message>
    <message>
        <source>The store of runs, %1, cannot be written: the disk is full.</source>
        <translation>无法写入运行记录 %1：磁盘已满。</translation>
    </message>
    <message>
        <source>Make room on that disk; until then runs are not remembered.</source>
        <translation>请在该磁盘上腾出空间；在此之前不会记录运行。</translation>
    </message>
    <message>
        <source>The store of runs, %1, cannot be read or written.</source>
        <translation>无法读写运行记录 %1。</translation>
    </message>
    <message>
        <source>Check the disk, your quota and the limit on the size of files (ulimit -f); until then runs are not remembered.</source>
        <translation>请检查磁盘、您的配额以及文件大小限制（ulimit -f）；在此之前不会记录运行。</translation>
    </message>
    <message>
        <source>Another program is using the store of runs, %1.</source>
        <translation>另一个程序正在使用运行记录 %1。</translation>
    </message>
    <message>
        <source>Until it is done runs are not remembered.</source>
        <translation>在它完成之前不会记录运行。</translation>
    </message>
    <message>
        <source>Save the connection anew without &quot;read-only&quot;, or choose another one.</source>
        <translation>请取消“只读”并重新保存该连接，或选用另一个连接。</translation>
    </message>
    <message>
        <source>Until then runs are not remembered.</source>
        <translation>在此之前不会记录运行。</translation>
    </message>
    <message>
        <source>The store of runs, %1, cannot be opened: a folder is where the file should be.</source>
        <translation>无法打开运行记录 %1：本应是文件的位置是一个文件夹。</translation>
    </message>
    <message>
        <source>Move that folder away and start the program again; until then runs are not remembered.</source>
        <translation>请移走该文件夹并重新启动程序；在此之前不会记录运行。</translation>
    </message>
    <message>
        <source>The connection %1 is of production; &quot;%2&quot; would write to it unconfirmed.</source>
        <translation>连接 %1 属于生产环境；“%2”将在未确认的情况下写入。</translation>
    </message>
    <message>
        <source>Confirm that by the name of the connection.</source>
        <translation>请用连接的名称确认。</translation>
    </message>
    <message>
        <source>Interrupted: the program that executed it has ended. It was last heard of at %1</source>
        <translation>已中断：执行它的程序已结束，最后一次消息的时间为 %1</translation>
    </message>
    <message>
        <source>Cancelled in &quot;%1&quot;. %2</source>
        <translation>在“%1”中取消。%2</translation>
    </message>
    <message>
        <source>1 to %1 steps run at once.</source>
        <translation>同时运行的步骤数为 1 到 %1。</translation>
    </message>
    <message>
        <source>Another program executes this run.</source>
        <translation>此运行由另一个程序执行。</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>This export</source>
        <translation>此导出</translation>
    </message>
    <message>
        <source>Export %1 to %2</source>
        <translation>导出 %1 到 %2</translation>
    </message>
    <message>
        <source>%1 rows, cut there: a sheet holds no more</source>
        <translation>%1 行，到此截断：一张工作表放不下更多行</translation>
    </message>
    <message>
        <source>%1 rows, %2</source>
        <translation>%1 行，%2</translation>
    </message>
    <message>
        <source>The server gave %1 rows, and the file has %2.</source>
        <translation>服务器给出 %1 行，而文件中有 %2 行。</translation>
    </message>
    <message>
        <source>Its rows come by a query only, which is not exported yet.</source>
        <translation>它的行只能通过查询得到，目前还不能导出。</translation>
    </message>
    <message>
        <source>MaxCompute filters and sorts by a query only, which is not exported yet.</source>
        <translation>MaxCompute 只能通过查询来过滤和排序，目前还不能导出。</translation>
    </message>
    <message>
        <source>The file is there already and is replaced.</source>
        <translation>文件已存在，将被替换。</translation>
    </message>
    <message>
        <source>About %1 rows.</source>
        <translation>约 %1 行。</translation>
    </message>
    <message>
        <source>Write the rows of %1 to %2</source>
        <translation>把 %1 的行写入 %2</translation>
    </message>
    <message>
        <source>A sheet holds %1 columns, and the table has %2.</source>
        <translation>一张工作表最多有 %1 列，而该表有 %2 列。</translation>
    </message>
    <message>
        <source>Row %1 has a value of %2 that is longer than a cell of a sheet holds (32,767 characters).</source>
        <translation>第 %1 行的 %2 的值超过了工作表单元格的容量（32,767 个字符）。</translation>
    </message>
    <message>
        <source>Export as CSV or JSON lines.</source>
        <translation>请导出为 CSV 或 JSON 行。</translation>
    </message>
    <message>
        <source>Row %1 has a value of %2 that no cell of a sheet can hold.</source>
        <translation>第 %1 行的 %2 的值无法放入工作表的单元格。</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>没有文件夹 %1。</translation>
    </message>
    <message>
        <source>Make it, or choose another folder, and export again.</source>
        <translation>请创建该文件夹或选择其他文件夹，然后重新导出。</translation>
    </message>
    <message>
        <source>%1 is a device or a pipe, no file.</source>
        <translation>%1 是设备或管道，不是文件。</translation>
    </message>
    <message>
        <source>Choose another name, and export again.</source>
        <translation>请选择其他名称，然后重新导出。</translation>
    </message>
    <message>
        <source>%1 The file that was there is as it was.</source>
        <translation>%1原有文件保持不变。</translation>
    </message>
    <message>
        <source>%1 What was written of it has been removed.</source>
        <translation>%1已写入的部分已删除。</translation>
    </message>
    <message>
        <source>The file %1 was written and cannot be read to count its rows: %2.</source>
        <translation>文件 %1 已写入，但无法读取以核对行数：%2。</translation>
    </message>
    <message>
        <source>It has been removed. Export again, or choose another folder.</source>
        <translation>该文件已删除。请重新导出，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>The workbook %1 could not be made.</source>
        <translation>无法生成工作簿 %1。</translation>
    </message>
    <message>
        <source>The file %1 was made or changed since this was planned.</source>
        <translation>计划之后，文件 %1 已被创建或更改。</translation>
    </message>
    <message>
        <source>It is as it was. Look at it; if it is to be replaced, export anew.</source>
        <translation>该文件保持原样。请查看；如需替换，请重新导出。</translation>
    </message>
    <message>
        <source>Removed an unfinished file: %1</source>
        <translation>已删除未写完的文件：%1</translation>
    </message>
    <message>
        <source>An unfinished file could not be removed: %1</source>
        <translation>无法删除未写完的文件：%1</translation>
    </message>
    <message>
        <source>1 row, %1</source>
        <translation>1 行，%1</translation>
    </message>
</context>
<context>
    <name>Hologres</name>
    <message>
        <source>The table changed while it was read.</source>
        <translation>读取期间表发生了变化。</translation>
    </message>
    <message>
        <source>A value of column %1 (%2) cannot be understood.</source>
        <translation>无法解析列 %1（%2）的值。</translation>
    </message>
    <message>
        <source>The port %1 of connection %2 is not between 1 and 65535.</source>
        <translation>连接 %2 的端口 %1 不在 1 到 65535 之间。</translation>
    </message>
    <message>
        <source>TLS with verification is needed to reach %1 (connection %2).</source>
        <translation>连接到 %1 需要带验证的 TLS（连接 %2）。</translation>
    </message>
    <message>
        <source>Set TLS to verify-full; only a server on this machine may go without.</source>
        <translation>将 TLS 设为 verify-full；只有本机上的服务器可以不用。</translation>
    </message>
    <message>
        <source>There is no statement that would create %1.</source>
        <translation>没有可以创建 %1 的语句。</translation>
    </message>
    <message>
        <source>%1 may not list schema %2.</source>
        <translation>%1 无权列出 Schema %2。</translation>
    </message>
    <message>
        <source>Needs USAGE. Ask its owner, %1.</source>
        <translation>需要 USAGE 权限。联系其所有者 %1。</translation>
    </message>
    <message>
        <source>1 shard</source>
        <translation>1 个 Shard</translation>
    </message>
    <message>
        <source>%1 shards</source>
        <translation>%1 个 Shard</translation>
    </message>
    <message>
        <source>%1 CU</source>
        <translation>%1 CU</translation>
    </message>
    <message>
        <source>%1 has nothing below it.</source>
        <translation>%1 没有下级对象。</translation>
    </message>
    <message>
        <source>schema %1</source>
        <translation>Schema %1</translation>
    </message>
    <message>
        <source>the instance</source>
        <translation>该实例</translation>
    </message>
    <message>
        <source>database %1</source>
        <translation>数据库 %1</translation>
    </message>
    <message>
        <source>%1 is not the path of a Hologres object.</source>
        <translation>%1 不是 Hologres 对象的路径。</translation>
    </message>
    <message>
        <source>%1 does not accept the user or password of connection %2.</source>
        <translation>%1 不接受连接 %2 的用户或密码。</translation>
    </message>
    <message>
        <source>The server %1 has no room for another connection or task.</source>
        <translation>服务器 %1 已无法再接受连接或任务。</translation>
    </message>
    <message>
        <source>Close other programs that use it, or try again later.</source>
        <translation>关闭正在使用它的其他程序，或稍后重试。</translation>
    </message>
    <message>
        <source>The server %1 is stopping, starting or cut the connection.</source>
        <translation>服务器 %1 正在停止、正在启动，或切断了连接。</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>稍后重试。</translation>
    </message>
    <message>
        <source>Check the database of connection %1.</source>
        <translation>检查连接 %1 的数据库。</translation>
    </message>
    <message>
        <source>Check the database and the compute group of connection %1.</source>
        <translation>检查连接 %1 的数据库和计算组。</translation>
    </message>
    <message>
        <source>There is no database %1 on %2.</source>
        <translation>%2 上没有数据库 %1。</translation>
    </message>
    <message>
        <source>The statement names something that does not exist.</source>
        <translation>语句引用了不存在的名称。</translation>
    </message>
    <message>
        <source>The server&apos;s words say which name.</source>
        <translation>服务器原文会说明是哪个名称。</translation>
    </message>
    <message>
        <source>%1 may not do what the statement asks for.</source>
        <translation>%1 无权执行该语句所要求的操作。</translation>
    </message>
    <message>
        <source>%1 has no right to read %2.</source>
        <translation>%1 没有读取 %2 的权限。</translation>
    </message>
    <message>
        <source>Ask the owner or an administrator of the database for the right.</source>
        <translation>向该数据库的所有者或管理员申请权限。</translation>
    </message>
    <message>
        <source>The statement has a syntax error.</source>
        <translation>语句有语法错误。</translation>
    </message>
    <message>
        <source>The server cannot carry out the statement.</source>
        <translation>服务器无法执行该语句。</translation>
    </message>
    <message>
        <source>It exists already.</source>
        <translation>它已存在。</translation>
    </message>
    <message>
        <source>The server stopped the statement.</source>
        <translation>服务器停止了该语句。</translation>
    </message>
    <message>
        <source>A time limit ended it, or an administrator did.</source>
        <translation>因超过时间限制，或由管理员停止。</translation>
    </message>
    <message>
        <source>The server %1 took too long.</source>
        <translation>服务器 %1 耗时过长。</translation>
    </message>
    <message>
        <source>Try again when it is less busy.</source>
        <translation>待其负载降低后重试。</translation>
    </message>
    <message>
        <source>The server does not support this.</source>
        <translation>服务器不支持此操作。</translation>
    </message>
    <message>
        <source>The server %1 reports a failure.</source>
        <translation>服务器 %1 报告了故障。</translation>
    </message>
    <message>
        <source>At character %1 of the statement.</source>
        <translation>位于语句的第 %1 个字符。</translation>
    </message>
    <message>
        <source>%1 may not connect to database %2.</source>
        <translation>%1 无权连接到数据库 %2。</translation>
    </message>
    <message>
        <source>No server listens at %1.</source>
        <translation>%1 没有服务器在监听。</translation>
    </message>
    <message>
        <source>Check host and port, and that the server runs.</source>
        <translation>检查主机和端口，以及服务器是否在运行。</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>无法访问 %1。</translation>
    </message>
    <message>
        <source>Check host, port and network, then try again.</source>
        <translation>检查主机、端口和网络后重试。</translation>
    </message>
    <message>
        <source>The host %1 cannot be found.</source>
        <translation>找不到主机 %1。</translation>
    </message>
    <message>
        <source>Check the host of connection %1, and the network.</source>
        <translation>检查连接 %1 的主机和网络。</translation>
    </message>
    <message>
        <source>%1 did not answer within %2 s.</source>
        <translation>%1 在 %2 s 内没有响应。</translation>
    </message>
    <message>
        <source>Check host and port, and that no firewall is in between.</source>
        <translation>检查主机和端口，以及中间是否有防火墙阻拦。</translation>
    </message>
    <message>
        <source>The connection to %1 was cut.</source>
        <translation>到 %1 的连接已断开。</translation>
    </message>
    <message>
        <source>Try again; a new connection will be made.</source>
        <translation>重试；将建立新连接。</translation>
    </message>
    <message>
        <source>%1 did not finish within %2 s.</source>
        <translation>%1 在 %2 s 内没有完成。</translation>
    </message>
    <message>
        <source>Try again when the server is less busy.</source>
        <translation>待服务器负载降低后重试。</translation>
    </message>
    <message>
        <source>%1 does not exist in connection %2.</source>
        <translation>%1 在连接 %2 中不存在。</translation>
    </message>
    <message>
        <source>COPY from or to the client cannot be run here.</source>
        <translation>此处不能运行与客户端交换数据的 COPY。</translation>
    </message>
    <message>
        <source>%1 is no database and no schema.</source>
        <translation>%1 既不是数据库也不是 Schema。</translation>
    </message>
    <message>
        <source>%1 is no schema.</source>
        <translation>%1 不是 Schema。</translation>
    </message>
    <message>
        <source>Further messages are left out.</source>
        <translation>其余消息已省略。</translation>
    </message>
    <message>
        <source>Leave client_encoding as it is.</source>
        <translation>不要更改 client_encoding。</translation>
    </message>
    <message>
        <source>The script has run, but its texts came in %1 and cannot be shown.</source>
        <translation>脚本已运行，但其文本以 %1 编码传来，无法显示。</translation>
    </message>
    <message>
        <source>The script has run, but its texts did not come as UTF-8.</source>
        <translation>脚本已运行，但其文本不是以 UTF-8 传来的。</translation>
    </message>
    <message>
        <source>The script sets client_encoding to %1. Texts travel as UTF-8 here, which has every character; nothing was run.</source>
        <translation>脚本将 client_encoding 设为 %1。这里的文本以 UTF-8 传输，它包含所有字符；未运行任何语句。</translation>
    </message>
    <message>
        <source>Leave that statement out.</source>
        <translation>请去掉该语句。</translation>
    </message>
    <message>
        <source>%1 asks for the password in a way that could give it away; nothing was sent.</source>
        <translation>%1 索取密码的方式可能泄露密码；未发送任何内容。</translation>
    </message>
    <message>
        <source>Check that it is the server you mean: another program may listen there. Without TLS only SCRAM is answered.</source>
        <translation>请确认这是您要连接的服务器：可能有其他程序在该处监听。不使用 TLS 时只应答 SCRAM。</translation>
    </message>
    <message>
        <source>Earlier attempts to sign in at %1 or another server have not ended.</source>
        <translation>先前登录 %1 或其他服务器的尝试尚未结束。</translation>
    </message>
    <message>
        <source>Try again in a while; restart the program if it lasts.</source>
        <translation>请稍后重试；如果一直如此，请重新启动本程序。</translation>
    </message>
    <message>
        <source>The answer of %1 is longer than %2.</source>
        <translation>%1 的响应超过 %2。</translation>
    </message>
    <message>
        <source>Check that it is the server you mean; ask for less at once.</source>
        <translation>请确认这是您要连接的服务器；或减少一次请求的内容。</translation>
    </message>
    <message>
        <source>The answer of %1 cannot be understood.</source>
        <translation>无法解析 %1 的响应。</translation>
    </message>
    <message>
        <source>Check that it is the server you mean.</source>
        <translation>请确认这是您要连接的服务器。</translation>
    </message>
    <message>
        <source>The server gave more answers than there are statements.</source>
        <translation>服务器返回的结果多于语句的数量。</translation>
    </message>
    <message>
        <source>COPY from STDIN and to STDOUT cannot be run here; nothing was run.</source>
        <translation>此处不能执行 COPY … FROM STDIN 或 TO STDOUT；未执行任何语句。</translation>
    </message>
    <message>
        <source>Leave that statement out; a SELECT shows the rows.</source>
        <translation>请去掉该语句；用 SELECT 可以查看数据行。</translation>
    </message>
    <message>
        <source>Look at what the other statements have done: some may have run, or still run.</source>
        <translation>请检查其他语句的结果：其中一些可能已执行，或仍在执行。</translation>
    </message>
    <message>
        <source>Read it again.</source>
        <translation>请重新读取。</translation>
    </message>
    <message>
        <source>Check the user or AccessKey ID of the connection, and enter its secret again.</source>
        <translation>请检查该连接的用户或 AccessKey ID，并重新输入其密钥。</translation>
    </message>
    <message>
        <source>Check the spelling; it may also have been dropped or renamed meanwhile.</source>
        <translation>请检查拼写；它也可能已被删除或重命名。</translation>
    </message>
    <message>
        <source>How long the values of a row are cannot be understood.</source>
        <translation>无法理解一行中各值的长度。</translation>
    </message>
    <message>
        <source>The server does not understand the filter or the order: %1.</source>
        <translation>服务器无法理解过滤条件或排序：%1。</translation>
    </message>
    <message>
        <source>Write them as behind WHERE and ORDER BY in Hologres&apos; SQL.</source>
        <translation>请按 Hologres SQL 中 WHERE 和 ORDER BY 之后的写法书写。</translation>
    </message>
    <message>
        <source>This system lets no more connections be opened.</source>
        <translation>系统不允许再打开更多连接。</translation>
    </message>
    <message>
        <source>Close what has many files open, or raise the limit (ulimit -n).</source>
        <translation>请关闭打开了大量文件的程序，或提高限制（ulimit -n）。</translation>
    </message>
    <message>
        <source>%1 is no Hologres or PostgreSQL server.</source>
        <translation>%1 不是 Hologres 或 PostgreSQL 服务器。</translation>
    </message>
    <message>
        <source>Another program answers there; it was not sent the password. Check host and port.</source>
        <translation>那里应答的是另一个程序，密码没有发给它。请检查主机和端口。</translation>
    </message>
    <message>
        <source>If it changes anything, the server may have done it all the same: look before you send it again.</source>
        <translation>如果它会更改任何内容，服务器可能已经执行：再次发送前请先查看。</translation>
    </message>
    <message>
        <source>1 replica</source>
        <translation>1 个副本</translation>
    </message>
    <message>
        <source>%1 replicas</source>
        <translation>%1 个副本</translation>
    </message>
    <message>
        <source>leader</source>
        <translation>Leader</translation>
    </message>
    <message>
        <source>table group %1</source>
        <translation>表组 %1</translation>
    </message>
    <message>
        <source>the list of roles</source>
        <translation>角色列表</translation>
    </message>
    <message>
        <source>%1 group</source>
        <translation>%1 用户组</translation>
    </message>
    <message>
        <source>no login</source>
        <translation>不可登录</translation>
    </message>
    <message>
        <source>superuser</source>
        <translation>超级用户</translation>
    </message>
    <message>
        <source>member of %1</source>
        <translation>属于 %1</translation>
    </message>
    <message>
        <source>Other objects depend on it, views for example: nothing was changed.</source>
        <translation>有其他对象（例如视图）依赖它：未做任何更改。</translation>
    </message>
    <message>
        <source>The server&apos;s words name them. Drop or change them first, then try again.</source>
        <translation>服务器返回的信息列出了这些对象。请先删除或修改它们，然后重试。</translation>
    </message>
    <message>
        <source>The server says of a foreign table: %1</source>
        <translation>服务器关于外部表（Foreign Table）的说明：%1</translation>
    </message>
    <message>
        <source>The foreign table %1 cannot be read: %2</source>
        <translation>无法读取外部表（Foreign Table）%1：%2</translation>
    </message>
    <message>
        <source>Something was dropped or changed in the table of another system that it shows. &quot;Check drift&quot; tells what.</source>
        <translation>它所显示的另一系统的表中有内容被删除或更改。“检查漂移”会说明是什么。</translation>
    </message>
</context>
<context>
    <name>Lineage</name>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>Choose another folder, or make room.</source>
        <translation>请选择其他文件夹，或腾出空间。</translation>
    </message>
    <message>
        <source>run of %1</source>
        <translation>%1 的运行</translation>
    </message>
    <message>
        <source>run of %1, %2</source>
        <translation>%1 的运行，%2</translation>
    </message>
    <message>
        <source>no saved connection leads there</source>
        <translation>没有已保存的连接指向那里</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>not known: %1</source>
        <translation>未知：%1</translation>
    </message>
    <message>
        <source>definition</source>
        <translation>定义</translation>
    </message>
    <message>
        <source>ended by %1</source>
        <translation>已被 %1 终止</translation>
    </message>
    <message>
        <source>no longer so</source>
        <translation>已不再如此</translation>
    </message>
    <message>
        <source>1 table</source>
        <translation>1 张表</translation>
    </message>
    <message>
        <source>%1 tables</source>
        <translation>%1 张表</translation>
    </message>
    <message>
        <source>drift: %1, compared %2</source>
        <translation>漂移：%1，比较于 %2</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>…… 还有 %1 个</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Hologres and MaxCompute side by side.</source>
        <translation>并排查看 Hologres 和 MaxCompute。</translation>
    </message>
    <message>
        <source>Open the sandbox in folder &lt;dir&gt; at once.</source>
        <translation>直接打开文件夹 &lt;dir&gt; 中的沙箱。</translation>
    </message>
    <message>
        <source>Stop the sandbox when the window is closed.</source>
        <translation>关闭窗口时停止沙箱。</translation>
    </message>
    <message>
        <source>Map dwd_orders in the sandbox, save pictures of the window to &lt;dir&gt;, end.</source>
        <translation>在沙箱中映射 dwd_orders，将窗口截图保存到 &lt;dir&gt;，然后结束。</translation>
    </message>
    <message>
        <source>The window needs a display. Without one, use isthmusctl.</source>
        <translation>窗口需要显示器。没有显示器时请使用 isthmusctl。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>The file %1 cannot be written.</source>
        <translation>无法写入文件 %1。</translation>
    </message>
</context>
<context>
    <name>Mapping</name>
    <message>
        <source>Map %1 → %2.%3</source>
        <translation>映射 %1 → %2.%3</translation>
    </message>
    <message>
        <source>%1 is not a MaxCompute type</source>
        <translation>%1 不是 MaxCompute 类型</translation>
    </message>
    <message>
        <source>Name is used twice</source>
        <translation>名称重复</translation>
    </message>
    <message>
        <source>Name is empty</source>
        <translation>名称为空</translation>
    </message>
    <message>
        <source>Left out (%1): %2</source>
        <translation>已排除（%1）：%2</translation>
    </message>
    <message>
        <source>Its comment is cut to %1 bytes.</source>
        <translation>其注释截断为 %1 字节。</translation>
    </message>
    <message>
        <source>The primary key and NOT NULL have no place in an external table. Queries work; MaxCompute will not enforce them.</source>
        <translation>外部表不支持主键和 NOT NULL。可以正常查询，但 MaxCompute 不会强制约束。</translation>
    </message>
    <message>
        <source>The external table is not partitioned: it is read-only, and every query reads all partitions of %1.</source>
        <translation>该外部表不分区：只读，且每次查询都会读取 %1 的所有分区。</translation>
    </message>
    <message>
        <source>Dual signature needs Hologres 1.3 or later; use a RAM role.</source>
        <translation>双签名需要 Hologres 1.3 或更高版本；改用 RAM 角色。</translation>
    </message>
    <message>
        <source>Whether the name is free could not be read: %1</source>
        <translation>无法确认名称是否可用：%1</translation>
    </message>
    <message>
        <source>%1 (%2) exists and stays as it is.</source>
        <translation>%1（%2）已存在，保持原样。</translation>
    </message>
    <message>
        <source>It differs from this mapping in: %1. Replace it to take them over.</source>
        <translation>它与此映射的差异：%1。替换它即可采用此映射的设置。</translation>
    </message>
    <message>
        <source>A dynamic table cannot be mapped; map the tables that it is computed from</source>
        <translation>Dynamic Table 不能映射；改为映射它的计算来源表</translation>
    </message>
    <message>
        <source>A foreign table cannot be mapped: its rows are not in Hologres</source>
        <translation>外部表（Foreign Table）不能映射：其数据行不在 Hologres 中</translation>
    </message>
    <message>
        <source>A view cannot be mapped; map the tables that it reads</source>
        <translation>视图不能映射；改为映射它所读取的表</translation>
    </message>
    <message>
        <source>Only a Hologres table can be mapped</source>
        <translation>只能映射 Hologres 表</translation>
    </message>
    <message>
        <source>The host of the Hologres instance is not known</source>
        <translation>Hologres 实例的主机未知</translation>
    </message>
    <message>
        <source>MaxCompute cannot reach a Unix socket; connect to Hologres by host name and port</source>
        <translation>MaxCompute 无法访问 Unix Socket；用主机名和端口连接 Hologres</translation>
    </message>
    <message>
        <source>%1 is a VPC address, which MaxCompute cannot reach; use the classic network address</source>
        <translation>%1 是 VPC 地址，MaxCompute 无法访问；改用经典网络地址</translation>
    </message>
    <message>
        <source>The port of the Hologres instance is not known</source>
        <translation>Hologres 实例的端口未知</translation>
    </message>
    <message>
        <source>Expected jdbc:postgresql://host:port/database?…&amp;table=name/</source>
        <translation>应为 jdbc:postgresql://host:port/database?…&amp;table=name/</translation>
    </message>
    <message>
        <source>A user or password has no place in a location; it is stored readable for all</source>
        <translation>Location 中不能包含用户或密码；它以明文保存，所有人可见</translation>
    </message>
    <message>
        <source>The ARN of the RAM role is missing</source>
        <translation>缺少 RAM 角色的 ARN</translation>
    </message>
    <message>
        <source>Expected acs:ram::&lt;account id&gt;:role/&lt;role name&gt;</source>
        <translation>应为 acs:ram::&lt;account id&gt;:role/&lt;role name&gt;</translation>
    </message>
    <message>
        <source>Choose a schema of a MaxCompute project</source>
        <translation>选择 MaxCompute 项目的 Schema</translation>
    </message>
    <message>
        <source>The connection %1 is read-only</source>
        <translation>连接 %1 为只读</translation>
    </message>
    <message>
        <source>The project %1 has no schemas; only &quot;default&quot; can be used</source>
        <translation>项目 %1 没有 Schema；只能使用“default”</translation>
    </message>
    <message>
        <source>%1 is no external table (%2) and is not dropped; choose another name</source>
        <translation>%1 不是外部表（%2），不会被删除；换一个名称</translation>
    </message>
    <message>
        <source>What %1 is now could not be read, so it cannot be replaced: %2</source>
        <translation>无法读取 %1 的现状，因此不能替换：%2</translation>
    </message>
    <message>
        <source>%1 has no column %2</source>
        <translation>%1 没有列 %2</translation>
    </message>
    <message>
        <source>No column is included</source>
        <translation>没有包含任何列</translation>
    </message>
    <message>
        <source>%1 columns are included; a MaxCompute table holds at most %2</source>
        <translation>包含了 %1 列；MaxCompute 表最多 %2 列</translation>
    </message>
    <message>
        <source>1 column</source>
        <translation>1 列</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>%1 列</translation>
    </message>
    <message>
        <source>No MaxCompute type</source>
        <translation>无对应的 MaxCompute 类型</translation>
    </message>
    <message>
        <source>MaxCompute cannot read %1 from Hologres; a copy of the values in a TEXT column can be mapped.</source>
        <translation>MaxCompute 无法从 Hologres 读取 %1；可将值复制到 TEXT 列后映射。</translation>
    </message>
    <message>
        <source>Read as text</source>
        <translation>按文本读取</translation>
    </message>
    <message>
        <source>Values of %1 arrive as text; queries cast them where they compute with them.</source>
        <translation>%1 的值以文本形式读出；查询中需要计算时进行类型转换。</translation>
    </message>
    <message>
        <source>No declared size</source>
        <translation>未声明精度</translation>
    </message>
    <message>
        <source>NUMERIC without precision holds any number; DECIMAL(38,18) holds 20 digits before the point and 18 after it. Choose STRING if values are larger.</source>
        <translation>未指定精度的 NUMERIC 可存任意数值；DECIMAL(38,18) 小数点前 20 位、后 18 位。值更大时选择 STRING。</translation>
    </message>
    <message>
        <source>Beyond DECIMAL(38,18)</source>
        <translation>超出 DECIMAL(38,18)</translation>
    </message>
    <message>
        <source>MaxCompute&apos;s DECIMAL ends at (38,18); values of %1 are read as text.</source>
        <translation>MaxCompute 的 DECIMAL 上限为 (38,18)；%1 的值按文本读取。</translation>
    </message>
    <message>
        <source>May read as (38,18)</source>
        <translation>可能按 (38,18) 读取</translation>
    </message>
    <message>
        <source>MaxCompute may read an external DECIMAL as (38,18), which holds 20 digits before the point; larger values would fail. Use STRING and cast, or keep %1.</source>
        <translation>MaxCompute 可能将外部表的 DECIMAL 按 (38,18) 读取，小数点前最多 20 位，更大的值会失败。使用 STRING 并转换，或保留 %1。</translation>
    </message>
    <message>
        <source>MaxCompute may read an external DECIMAL as (38,18). Values stay equal; the shown scale can differ. Use STRING and cast, or keep %1.</source>
        <translation>MaxCompute 可能将外部表的 DECIMAL 按 (38,18) 读取。值不变，显示的小数位数可能不同。使用 STRING 并转换，或保留 %1。</translation>
    </message>
    <message>
        <source>Longer than VARCHAR</source>
        <translation>长于 VARCHAR</translation>
    </message>
    <message>
        <source>Longer than CHAR</source>
        <translation>长于 CHAR</translation>
    </message>
    <message>
        <source>Padded with blanks</source>
        <translation>用空格补齐</translation>
    </message>
    <message>
        <source>Array may not be readable</source>
        <translation>数组可能不可读</translation>
    </message>
    <message>
        <source>MaxCompute&apos;s manual lists this array as readable and, elsewhere, arrays as not supported in external tables. It must have one dimension and no NULL element. Leave the column out if queries fail.</source>
        <translation>MaxCompute 手册一处将此数组列为可读，另一处又称外部表不支持数组。它必须是一维且没有 NULL 元素。查询失败时排除该列。</translation>
    </message>
    <message>
        <source>Years 1 to 9999</source>
        <translation>年份 1 到 9999</translation>
    </message>
    <message>
        <source>µs to ns</source>
        <translation>µs 转 ns</translation>
    </message>
    <message>
        <source>JSON as text</source>
        <translation>JSON 按文本</translation>
    </message>
    <message>
        <source>Only by direct read</source>
        <translation>仅支持直读</translation>
    </message>
    <message>
        <source>MaxCompute reads JSONB only by direct read, not through JDBC. A JSON column would be read as text.</source>
        <translation>MaxCompute 只能通过直读读取 JSONB，不能通过 JDBC。如果是 JSON 列，会按文本读取。</translation>
    </message>
    <message>
        <source>Longer values may be cut</source>
        <translation>过长的值可能被截断</translation>
    </message>
    <message>
        <source>TEXT has no length limit; %1 holds %2 characters.</source>
        <translation>TEXT 没有长度限制；%1 可存 %2 个字符。</translation>
    </message>
    <message>
        <source>Not the documented type</source>
        <translation>不是文档中的对应类型</translation>
    </message>
    <message>
        <source>%1 holds all values of %2, but MaxCompute&apos;s type table names another type for it.</source>
        <translation>%1 能容纳 %2 的所有值，但 MaxCompute 的类型表给出的是另一类型。</translation>
    </message>
    <message>
        <source>Cannot hold %1</source>
        <translation>无法容纳 %1</translation>
    </message>
    <message>
        <source>%1 cannot hold all values of %2.</source>
        <translation>%1 无法容纳 %2 的所有值。</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>wider</source>
        <translation>更宽</translation>
    </message>
    <message>
        <source>check</source>
        <translation>需检查</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 缺失</translation>
    </message>
    <message>
        <source>%1 is %2 instead of %3</source>
        <translation>%1 为 %2，而不是 %3</translation>
    </message>
    <message>
        <source>it has %1 columns instead of %2</source>
        <translation>它有 %1 列，而不是 %2 列</translation>
    </message>
    <message>
        <source>%1 does not have the planned columns: %2.</source>
        <translation>%1 的列与计划不符：%2。</translation>
    </message>
    <message>
        <source>Map the table again with &quot;replace&quot;.</source>
        <translation>以“替换”方式重新映射该表。</translation>
    </message>
    <message>
        <source>first row readable</source>
        <translation>首行可读</translation>
    </message>
    <message>
        <source>readable, no rows</source>
        <translation>可读，没有数据行</translation>
    </message>
    <message>
        <source>Drop external table %1</source>
        <translation>删除外部表 %1</translation>
    </message>
    <message>
        <source>Create external table %1</source>
        <translation>创建外部表 %1</translation>
    </message>
    <message>
        <source>Kept as it was</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>External table, %1</source>
        <translation>外部表，%1</translation>
    </message>
    <message>
        <source>Verify: columns equal, first row readable</source>
        <translation>验证：列一致，首行可读</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>源</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>External table</source>
        <translation>外部表</translation>
    </message>
    <message>
        <source>If the name is taken</source>
        <translation>名称已存在时</translation>
    </message>
    <message>
        <source>Role ARN</source>
        <translation>角色 ARN</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Location</translation>
    </message>
    <message>
        <source>Lifecycle</source>
        <translation>生命周期</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>1 to %1 days, or empty</source>
        <translation>1 至 %1 天，或留空</translation>
    </message>
    <message>
        <source>1 column equal</source>
        <translation>1 列一致</translation>
    </message>
    <message>
        <source>%1 columns equal</source>
        <translation>%1 列一致</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>The present external table is dropped and made anew. The rows in Hologres stay.</source>
        <translation>现有外部表将被删除并重新创建，Hologres 中的数据行保留。</translation>
    </message>
    <message>
        <source>drops 1 external table</source>
        <translation>删除 1 个外部表</translation>
    </message>
    <message>
        <source>This mapping</source>
        <translation>此映射</translation>
    </message>
    <message>
        <source>A mapping goes from a Hologres table to a MaxCompute schema.</source>
        <translation>映射是从 Hologres 表到 MaxCompute Schema。</translation>
    </message>
    <message>
        <source>The Hologres table comes first, the MaxCompute schema second.</source>
        <translation>先写 Hologres 表，后写 MaxCompute Schema。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>The verifying step</source>
        <translation>验证步骤</translation>
    </message>
    <message>
        <source>MaxCompute has no infinity, no NaN, no year before 1 or after 9999 and no BIGINT of -9223372036854775808. A query that reads such a value fails; map the column as STRING if there are some.</source>
        <translation>MaxCompute 没有无穷大和 NaN，没有早于 1 年或晚于 9999 年的年份，BIGINT 也没有 -9223372036854775808。读取这类值的查询会失败；如有这类值，请将该列映射为 STRING。</translation>
    </message>
    <message>
        <source>The external table %1 was made and stays. To remove it: %2</source>
        <translation>外部表 %1 已创建并保留。如需删除：%2</translation>
    </message>
    <message>
        <source>%3 The external table %1 was made and stays. To remove it: %2</source>
        <translation>%3 外部表 %1 已创建并保留。如需删除：%2</translation>
    </message>
    <message>
        <source>%1 exists in %2 already; keep it, replace it, or choose another name, for example %3</source>
        <translation>%2 中已存在 %1；请保留、替换，或改用其他名称，例如 %3</translation>
    </message>
    <message>
        <source>%1 is not there (any more)</source>
        <translation>%1 不存在（或已被删除）</translation>
    </message>
    <message>
        <source>Tables of an external schema cannot be dropped one by one</source>
        <translation>外部 Schema 中的表不能单独删除</translation>
    </message>
    <message>
        <source>This task</source>
        <translation>此任务</translation>
    </message>
    <message>
        <source>Nothing of the table that it shows, %1, is touched.</source>
        <translation>不会改动它所映射的表 %1。</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>%1 is not in MaxCompute.</source>
        <translation>%1 不在 MaxCompute 中。</translation>
    </message>
    <message>
        <source>Only external tables of MaxCompute can be dropped here.</source>
        <translation>此处只能删除 MaxCompute 的外部表。</translation>
    </message>
    <message>
        <source>The project %1 has no schema %2; create it first, or choose another</source>
        <translation>项目 %1 中没有 Schema %2；请先创建它，或另选一个</translation>
    </message>
    <message>
        <source>%1 is an external schema, whose tables are those of its source; choose another</source>
        <translation>%1 是外部 Schema，其中的表来自数据源；请另选一个</translation>
    </message>
    <message>
        <source>The present external table, which shows %1, is dropped and made anew over %2. The rows in Hologres stay.</source>
        <translation>现有外部表（对应 %1）将被删除，并基于 %2 重新创建。Hologres 中的行保持不变。</translation>
    </message>
    <message>
        <source>%1 exists in %2 already and shows %3; replace it, or choose another name, for example %4</source>
        <translation>%1 在 %2 中已存在，对应 %3；请替换它，或换一个名称，例如 %4</translation>
    </message>
    <message>
        <source>Nothing was dropped. Look at the table; if it is to go, plan it anew.</source>
        <translation>未删除任何内容。请查看该表；如果确需删除，请重新制定计划。</translation>
    </message>
    <message>
        <source>%1 was made anew since this was planned: it shows %2 now.</source>
        <translation>%1 在制定计划之后被重新创建：它现在显示的是 %2。</translation>
    </message>
    <message>
        <source>The dropping step</source>
        <translation>删除步骤</translation>
    </message>
    <message>
        <source>It was gone already</source>
        <translation>它已不存在</translation>
    </message>
    <message>
        <source>%1 is no external table (%2): kept, it would show nothing of %3; choose another name</source>
        <translation>%1 不是外部表（%2）：保留它不会显示 %3 的任何内容；请选择其他名称</translation>
    </message>
    <message>
        <source>The statement that would make it again cannot be read: %1</source>
        <translation>无法读取可重新创建它的语句：%1</translation>
    </message>
    <message>
        <source>This makes it again:
%1</source>
        <translation>以下语句可重新创建它：
%1</translation>
    </message>
    <message>
        <source>Dropped, though no answer came: it is gone</source>
        <translation>已删除（未收到应答，但表已不存在）</translation>
    </message>
    <message>
        <source>Whether the table is gone is not known, it cannot be looked at: %1</source>
        <translation>无法确定表是否已删除，因为无法查看：%1</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>无应答</translation>
    </message>
    <message>
        <source>The table may be gone: look at it before you go on.</source>
        <translation>表可能已被删除：继续之前请先查看。</translation>
    </message>
    <message>
        <source>It is no external table (%1): %2 would be gone with it</source>
        <translation>它不是外部表（%1）：删除它会同时丢失%2</translation>
    </message>
    <message>
        <source>%1 is no external table any more (%2): %3 would be gone with it.</source>
        <translation>%1 已不再是外部表（%2）：删除它会同时丢失%3。</translation>
    </message>
    <message>
        <source>its rows</source>
        <translation>其中的行</translation>
    </message>
    <message>
        <source>its query and the result that is stored</source>
        <translation>其查询语句和已存储的结果</translation>
    </message>
    <message>
        <source>its query</source>
        <translation>其查询语句</translation>
    </message>
    <message>
        <source>its definition</source>
        <translation>其定义</translation>
    </message>
    <message>
        <source>Looked again: the table is still there. If its dropping is on the way, it goes yet.</source>
        <translation>再次查看：表仍然存在。如果删除仍在进行，它之后还会消失。</translation>
    </message>
    <message>
        <source>Nothing was dropped. Run it again once the service answers.</source>
        <translation>未删除任何内容。请在服务恢复应答后再次运行。</translation>
    </message>
    <message>
        <source>These names differ in capitals alone: MaxCompute, which does not tell capitals, shows one of them.</source>
        <translation>这些名称仅大小写不同：MaxCompute 不区分大小写，只显示其中一个。</translation>
    </message>
    <message>
        <source>It exists and stays as it is. Which schema it shows cannot be seen from here; the tables that it lists are compared.</source>
        <translation>它已存在并保持不变。此处看不到它显示的是哪个 Schema；将比较它列出的表。</translation>
    </message>
    <message>
        <source>Whether the name is free could not be read.</source>
        <translation>无法得知该名称是否可用。</translation>
    </message>
    <message>
        <source>Its database and role are told by MaxCompute&apos;s console alone (Manage Configurations › Foreign Server). It must be for the database %1 and use a RAM role that may read there.</source>
        <translation>其数据库和角色只能在 MaxCompute 控制台（管理配置 › 外部数据源）查看。它必须指向数据库 %1，并使用有权读取该库的 RAM 角色。</translation>
    </message>
    <message>
        <source>The schema has no tables yet.</source>
        <translation>该 Schema 还没有表。</translation>
    </message>
    <message>
        <source>Tables, columns and rows are read from Hologres at each use; nothing is copied. Columns of types that MaxCompute has not are left out.</source>
        <translation>表、列和数据在每次使用时从 Hologres 读取，不做复制。MaxCompute 没有对应类型的列不显示。</translation>
    </message>
    <message>
        <source>Create external schema %1</source>
        <translation>创建外部 Schema %1</translation>
    </message>
    <message>
        <source>External schema over %1</source>
        <translation>基于 %1 的外部 Schema</translation>
    </message>
    <message>
        <source>It is a schema of the project&apos;s own; only external ones are dropped here</source>
        <translation>这是项目自己的 Schema；此处只能删除外部 Schema</translation>
    </message>
    <message>
        <source>What it is could not be read, so it is not dropped</source>
        <translation>无法得知它是什么，因此不删除</translation>
    </message>
    <message>
        <source>The Hologres schema that it shows stays with all its tables.</source>
        <translation>它所显示的 Hologres Schema 及其所有表保持不变。</translation>
    </message>
    <message>
        <source>drops 1 external schema</source>
        <translation>删除 1 个外部 Schema</translation>
    </message>
    <message>
        <source>A schema mapping goes from a Hologres schema to a MaxCompute project.</source>
        <translation>Schema 映射从 Hologres Schema 到 MaxCompute 项目。</translation>
    </message>
    <message>
        <source>The Hologres schema comes first, the MaxCompute project second.</source>
        <translation>先写 Hologres Schema，再写 MaxCompute 项目。</translation>
    </message>
    <message>
        <source>Only external schemas of MaxCompute can be dropped here.</source>
        <translation>此处只能删除 MaxCompute 的外部 Schema。</translation>
    </message>
    <message>
        <source>The project %1 has no schemas (odps.schema.model.enabled is false); its owner must turn them on, or choose another project</source>
        <translation>项目 %1 未开启 Schema（odps.schema.model.enabled 为 false）；须由项目所有者开启，或选择其他项目</translation>
    </message>
    <message>
        <source>%1 is a schema of the project %2 itself; choose another name</source>
        <translation>%1 是项目 %2 自己的 Schema；请换一个名称</translation>
    </message>
    <message>
        <source>The external schema %1 exists in %2 already; keep it, or choose another name</source>
        <translation>外部 Schema %1 在 %2 中已存在；请保留它，或换一个名称</translation>
    </message>
    <message>
        <source>Choose a foreign server</source>
        <translation>请选择外部数据源</translation>
    </message>
    <message>
        <source>The name of a foreign server begins with a lower-case letter and has lower-case letters, digits and _, at most 128</source>
        <translation>外部数据源的名称以小写字母开头，由小写字母、数字和 _ 组成，最多 128 个字符</translation>
    </message>
    <message>
        <source>There is no foreign server %1; make it first, or choose another</source>
        <translation>没有外部数据源 %1；请先创建，或另选一个</translation>
    </message>
    <message>
        <source>%1 uses the task executor&apos;s identity, which is for external projects only; an external schema needs a foreign server with a RAM role</source>
        <translation>%1 使用任务执行者身份，仅适用于外部项目；外部 Schema 需要使用 RAM 角色的外部数据源</translation>
    </message>
    <message>
        <source>%1 is for the database %2, and the schema is in %3; choose a foreign server for %3</source>
        <translation>%1 指向数据库 %2，而 Schema 在 %3 中；请选择指向 %3 的外部数据源</translation>
    </message>
    <message>
        <source>It names the database %1; the schema is in %2</source>
        <translation>它指定的是数据库 %1；Schema 在 %2 中</translation>
    </message>
    <message>
        <source>Expected %1</source>
        <translation>应为 %1</translation>
    </message>
    <message>
        <source>Expected %1 or %2</source>
        <translation>应为 %1 或 %2</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>External schema</source>
        <translation>外部 Schema</translation>
    </message>
    <message>
        <source>Foreign server</source>
        <translation>外部数据源</translation>
    </message>
    <message>
        <source>Source in SQL</source>
        <translation>SQL 中的源</translation>
    </message>
    <message>
        <source>Map schema %1 → %2.%3</source>
        <translation>映射 Schema %1 → %2.%3</translation>
    </message>
    <message>
        <source>Drop external schema %1</source>
        <translation>删除外部 Schema %1</translation>
    </message>
    <message>
        <source>Give the foreign server&apos;s RAM role the right to read the tables in Hologres; the schema need not be made again.</source>
        <translation>请在 Hologres 中授予外部数据源的 RAM 角色读取表的权限；该 Schema 无需重新创建。</translation>
    </message>
    <message>
        <source>%3 The external schema %1 was made and stays. To remove it: %2</source>
        <translation>%3 外部 Schema %1 已创建并保留。要删除它：%2</translation>
    </message>
    <message>
        <source>%1 lists none of the %2 tables of its Hologres schema.</source>
        <translation>%1 没有列出其 Hologres Schema 的 %2 张表中的任何一张。</translation>
    </message>
    <message>
        <source>Not listed: %1. The role may not read them, or they are gone by now.</source>
        <translation>未列出：%1。角色可能无权读取，或它们已不存在。</translation>
    </message>
    <message>
        <source>%1 of %2 tables listed through MaxCompute; see the log for the others</source>
        <translation>通过 MaxCompute 列出 %2 张表中的 %1 张；其余见日志</translation>
    </message>
    <message>
        <source>Verify: tables are listed</source>
        <translation>验证：能列出表</translation>
    </message>
    <message>
        <source>%1 is a schema of the project&apos;s own, no external one</source>
        <translation>%1 是项目自己的 Schema，不是外部 Schema</translation>
    </message>
    <message>
        <source>Tables and views listed through MaxCompute: %1</source>
        <translation>通过 MaxCompute 列出的表和视图：%1</translation>
    </message>
    <message>
        <source>it is no external table (%1)</source>
        <translation>它不是外部表（%1）</translation>
    </message>
    <message>
        <source>it shows %1</source>
        <translation>它显示的是 %1</translation>
    </message>
    <message>
        <source>its RAM role is another</source>
        <translation>其 RAM 角色不同</translation>
    </message>
    <message>
        <source>Looked again: the table is not there. It may still come if its creation goes on.</source>
        <translation>再次查看：表不存在。如果创建仍在进行，它之后还可能出现。</translation>
    </message>
    <message>
        <source>Whether the table was created is not known, it cannot be looked at: %1</source>
        <translation>无法确定表是否已创建，因为无法查看：%1</translation>
    </message>
    <message>
        <source>Looked again: %1 is there, but not as it was planned: %2. It may be somebody else&apos;s.</source>
        <translation>再次查看：%1 已存在，但与计划不符：%2。它可能是他人创建的。</translation>
    </message>
    <message>
        <source>Created, though no answer came: it is there as planned</source>
        <translation>已创建（未收到应答，但表已存在且与计划一致）</translation>
    </message>
    <message>
        <source>The creating step</source>
        <translation>创建步骤</translation>
    </message>
    <message>
        <source>Choose a MaxCompute project</source>
        <translation>请选择 MaxCompute 项目</translation>
    </message>
    <message>
        <source>Nothing was dropped.</source>
        <translation>没有删除任何内容。</translation>
    </message>
    <message>
        <source>%1 is a schema of the project&apos;s own by now.</source>
        <translation>%1 现在是项目自己的 Schema。</translation>
    </message>
    <message>
        <source>What %1 is now could not be read.</source>
        <translation>无法得知 %1 现在是什么。</translation>
    </message>
    <message>
        <source>Made, though no answer came: it is there</source>
        <translation>虽未收到回应，但已创建：它已存在</translation>
    </message>
    <message>
        <source>What became of the schema is not known: it cannot be looked at.</source>
        <translation>无法查看该 Schema，不清楚结果如何。</translation>
    </message>
    <message>
        <source>Looked again: the schema is still there. If its dropping is on the way, it goes yet.</source>
        <translation>再次查看：该 Schema 仍然存在。若删除仍在进行，稍后会消失。</translation>
    </message>
    <message>
        <source>Looked again: the schema is not there. It may still come if its creation goes on.</source>
        <translation>再次查看：该 Schema 不存在。若创建仍在进行，稍后可能出现。</translation>
    </message>
    <message>
        <source>The step of the external schema</source>
        <translation>外部 Schema 的步骤</translation>
    </message>
    <message>
        <source>%1 was made anew since this was planned, at %2.</source>
        <translation>%1 在计划之后被重新创建，时间为 %2。</translation>
    </message>
    <message>
        <source>%1 lists other tables than its Hologres schema has.</source>
        <translation>%1 列出的表与其 Hologres Schema 中的表不同。</translation>
    </message>
    <message>
        <source>Another program may have made it over another schema. Look at it before you use it.</source>
        <translation>可能是其他程序基于另一个 Schema 创建的。使用前请先查看。</translation>
    </message>
    <message>
        <source>its lifecycle is another</source>
        <translation>其生命周期不同</translation>
    </message>
    <message>
        <source>MaxCompute&apos;s BIGINT begins at -9223372036854775807.</source>
        <translation>MaxCompute 的 BIGINT 最小为 -9223372036854775807。</translation>
    </message>
    <message>
        <source>No client reads NaN or infinity in a DECIMAL.</source>
        <translation>没有客户端能读取 DECIMAL 中的 NaN 或无穷大。</translation>
    </message>
    <message>
        <source>MaxCompute&apos;s JDBC driver 3.4.2 cannot describe TIMESTAMP_NTZ columns, and pyodps 0.13.2 reads no value after 2262: choose STRING for their users.</source>
        <translation>MaxCompute 的 JDBC 驱动 3.4.2 无法描述 TIMESTAMP_NTZ 列，pyodps 0.13.2 无法读取 2262 年之后的值：使用它们时请选择 STRING。</translation>
    </message>
    <message>
        <source>pyodps 0.13.2 reads TIMESTAMP from 1928 to 2262 only: choose STRING for its users if there are others.</source>
        <translation>pyodps 0.13.2 只能读取 1928 至 2262 年的 TIMESTAMP：如有其他年份的值，请为其用户选择 STRING。</translation>
    </message>
    <message>
        <source>MaxCompute&apos;s JDBC driver 3.4.2 cannot describe JSON columns.</source>
        <translation>MaxCompute 的 JDBC 驱动 3.4.2 无法描述 JSON 列。</translation>
    </message>
    <message>
        <source>pyodps 0.13.2 does not read BINARY in results without a tunnel.</source>
        <translation>pyodps 0.13.2 不通过 Tunnel 时无法读取结果中的 BINARY。</translation>
    </message>
    <message>
        <source>No Hologres type</source>
        <translation>无对应的 Hologres 类型</translation>
    </message>
    <message>
        <source>Hologres&apos; type table names no type for %1.</source>
        <translation>Hologres 的类型表中没有 %1 的对应类型。</translation>
    </message>
    <message>
        <source>Cast it to TIMESTAMP in MaxCompute, and say in which zone.</source>
        <translation>在 MaxCompute 中将其转换为 TIMESTAMP，并说明时区。</translation>
    </message>
    <message>
        <source>Write it as text in MaxCompute, for example by TO_JSON().</source>
        <translation>在 MaxCompute 中将其写为文本，例如使用 TO_JSON()。</translation>
    </message>
    <message>
        <source>PostgreSQL&apos;s texts are UTF-8 without U+0000; MaxCompute&apos;s are any bytes.</source>
        <translation>PostgreSQL 的文本为不含 U+0000 的 UTF-8；MaxCompute 的文本可为任意字节。</translation>
    </message>
    <message>
        <source>ns to ms</source>
        <translation>纳秒变为毫秒</translation>
    </message>
    <message>
        <source>Hologres keeps milliseconds of MaxCompute&apos;s nanoseconds.</source>
        <translation>MaxCompute 的纳秒在 Hologres 中只保留到毫秒。</translation>
    </message>
    <message>
        <source>JSONB has an order of its own</source>
        <translation>JSONB 有自己的顺序</translation>
    </message>
    <message>
        <source>JSONB keeps neither the order of members nor equal names. It needs Hologres 4.1.</source>
        <translation>JSONB 不保留成员的顺序和重名成员。需要 Hologres 4.1。</translation>
    </message>
    <message>
        <source>ms to µs</source>
        <translation>毫秒变为微秒</translation>
    </message>
    <message>
        <source>The reader of DataWorks Data Integration takes %1.</source>
        <translation>DataWorks 数据集成的读取端支持 %1。</translation>
    </message>
    <message>
        <source>A copy in a NUMERIC column keeps amounts as numbers.</source>
        <translation>复制到 NUMERIC 列可将金额保留为数值。</translation>
    </message>
    <message>
        <source>A copy in a BIGINT column keeps numbers.</source>
        <translation>复制到 BIGINT 列可保留为数值。</translation>
    </message>
    <message>
        <source>Old times are shifted</source>
        <translation>早期时间有偏移</translation>
    </message>
    <message>
        <source>Direct read shows instants before 1900-12-31 15:54:15 (UTC+8) 5 min 44 s late, those until 1969-12-31 23:59:58 one second late. Read through JDBC instead, or choose STRING.</source>
        <translation>直读时，1900-12-31 15:54:15（UTC+8）之前的时刻晚 5 分 44 秒，至 1969-12-31 23:59:58 的时刻晚 1 秒。请改用 JDBC 读取，或选择 STRING。</translation>
    </message>
    <message>
        <source>Only through JDBC</source>
        <translation>仅支持 JDBC</translation>
    </message>
    <message>
        <source>Direct read does not take %1; where it may fall back to JDBC the whole table is read so.</source>
        <translation>直读不支持 %1；允许回退到 JDBC 时，整张表通过 JDBC 读取。</translation>
    </message>
    <message>
        <source>Arrays are left out</source>
        <translation>数组已排除</translation>
    </message>
    <message>
        <source>The setting for arrays leaves them out, since MaxCompute&apos;s manual contradicts itself about them.</source>
        <translation>数组设置为排除，因为 MaxCompute 手册对此自相矛盾。</translation>
    </message>
    <message>
        <source>Direct read</source>
        <translation>直读</translation>
    </message>
    <message>
        <source>Synchronization</source>
        <translation>数据同步</translation>
    </message>
    <message>
        <source>To Hologres</source>
        <translation>到 Hologres</translation>
    </message>
    <message>
        <source>narrower</source>
        <translation>更窄</translation>
    </message>
    <message>
        <source>lossy</source>
        <translation>有损</translation>
    </message>
    <message>
        <source>unsupported</source>
        <translation>不支持</translation>
    </message>
    <message>
        <source>the value -9223372036854775808</source>
        <translation>值 -9223372036854775808</translation>
    </message>
    <message>
        <source>NaN</source>
        <translation>NaN</translation>
    </message>
    <message>
        <source>infinity</source>
        <translation>无穷大</translation>
    </message>
    <message>
        <source>more than 20 digits before the point</source>
        <translation>小数点前超过 20 位</translation>
    </message>
    <message>
        <source>more than 18 digits behind the point</source>
        <translation>小数点后超过 18 位</translation>
    </message>
    <message>
        <source>longer than 8 MiB</source>
        <translation>超过 8 MiB</translation>
    </message>
    <message>
        <source>years before 1 or after 9999</source>
        <translation>公元 1 年之前或 9999 年之后</translation>
    </message>
    <message>
        <source>before 1970, shown later than they are</source>
        <translation>1970 年之前，显示时间偏晚</translation>
    </message>
    <message>
        <source>NULL elements</source>
        <translation>NULL 元素</translation>
    </message>
    <message>
        <source>more than one dimension</source>
        <translation>多于一维</translation>
    </message>
    <message>
        <source>a first index other than 1, which is lost</source>
        <translation>起始下标不为 1（会丢失）</translation>
    </message>
    <message>
        <source>all values</source>
        <translation>所有值</translation>
    </message>
    <message>
        <source>finer than milliseconds</source>
        <translation>精度高于毫秒</translation>
    </message>
    <message>
        <source>bytes that are no UTF-8, or U+0000</source>
        <translation>非 UTF-8 字节或 U+0000</translation>
    </message>
    <message>
        <source>Arrays</source>
        <translation>数组</translation>
    </message>
    <message>
        <source>MaxCompute&apos;s type table lists six array types as readable; its text on limits says that external tables have no arrays.</source>
        <translation>MaxCompute 的类型表列出六种可读的数组类型；其关于限制的说明则称外部表不支持数组。</translation>
    </message>
    <message>
        <source>Map them</source>
        <translation>映射</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>MaxCompute&apos;s type table says DECIMAL(p,s); another part of the same page says that a DECIMAL of an external table is always (38,18).</source>
        <translation>MaxCompute 的类型表为 DECIMAL(p,s)；同一页的另一处则称外部表的 DECIMAL 总是 (38,18)。</translation>
    </message>
    <message>
        <source>As declared</source>
        <translation>按声明</translation>
    </message>
    <message>
        <source>Always DECIMAL(38,18)</source>
        <translation>总是 DECIMAL(38,18)</translation>
    </message>
    <message>
        <source>As STRING</source>
        <translation>作为 STRING</translation>
    </message>
    <message>
        <source>TINYINT, SMALLINT</source>
        <translation>TINYINT, SMALLINT</translation>
    </message>
    <message>
        <source>INT2 in Hologres, or INT8 where Hologres is set so.</source>
        <translation>在 Hologres 中为 INT2；Hologres 另有设置时为 INT8。</translation>
    </message>
    <message>
        <source>VARCHAR(n), CHAR(n)</source>
        <translation>VARCHAR(n), CHAR(n)</translation>
    </message>
    <message>
        <source>The same types in Hologres, or TEXT where hg_enable_convert_type_for_foreign_table is on.</source>
        <translation>在 Hologres 中为相同类型；hg_enable_convert_type_for_foreign_table 打开时为 TEXT。</translation>
    </message>
    <message>
        <source>%1 is a connection.</source>
        <translation>%1 是一个连接。</translation>
    </message>
    <message>
        <source>A report is about a table or a schema.</source>
        <translation>报告针对表或 Schema。</translation>
    </message>
    <message>
        <source>The counts of %1 cannot be understood.</source>
        <translation>无法理解 %1 的统计结果。</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>Choose another folder, or make room.</source>
        <translation>请选择其他文件夹，或腾出空间。</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>未统计</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 行</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>about %1 rows</source>
        <translation>约 %1 行</translation>
    </message>
    <message>
        <source>The values could not be counted: %1</source>
        <translation>无法统计这些值：%1</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>对应类型</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Values at risk</source>
        <translation>有风险的值</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>哪些</translation>
    </message>
    <message>
        <source>Reason and advice</source>
        <translation>原因与建议</translation>
    </message>
    <message>
        <source>How it was counted</source>
        <translation>统计方式</translation>
    </message>
    <message>
        <source>Types of %1: %2</source>
        <translation>%1 的类型：%2</translation>
    </message>
    <message>
        <source>Types read %1.</source>
        <translation>类型读取于 %1。</translation>
    </message>
    <message>
        <source>Not taken on this way: %1.</source>
        <translation>此方式不包含：%1。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 列%2</translation>
    </message>
    <message>
        <source>NUMERIC</source>
        <translation>NUMERIC</translation>
    </message>
    <message>
        <source>PostgreSQL&apos;s own GRANT</source>
        <translation>PostgreSQL 自带的 GRANT</translation>
    </message>
    <message>
        <source>The name of the user is missing</source>
        <translation>缺少用户名</translation>
    </message>
    <message>
        <source>The name of a user has at most %1 bytes</source>
        <translation>用户名最多 %1 字节</translation>
    </message>
    <message>
        <source>%1 has groups of both SPM and SLPM; say which of them is switched on</source>
        <translation>%1 中既有 SPM 又有 SLPM 的用户组；请指明启用的是哪一个</translation>
    </message>
    <message>
        <source>%1 not enabled in %2; nothing is changed</source>
        <translation>%2 未启用 %1；未做任何更改</translation>
    </message>
    <message>
        <source>There is no group %1 yet; %2 makes the groups of new schemas</source>
        <translation>还没有用户组 %1；%2 会为新 Schema 创建用户组</translation>
    </message>
    <message>
        <source>Hologres user</source>
        <translation>Hologres 用户</translation>
    </message>
    <message>
        <source>Permission model</source>
        <translation>权限模型</translation>
    </message>
    <message>
        <source>%1 is not in Hologres.</source>
        <translation>%1 不在 Hologres 中。</translation>
    </message>
    <message>
        <source>Users and their rights belong to Hologres instances.</source>
        <translation>用户及其权限属于 Hologres 实例。</translation>
    </message>
    <message>
        <source>%1 is a user of the instance already</source>
        <translation>%1 已是该实例的用户</translation>
    </message>
    <message>
        <source>%1 is no user of the instance yet; add it first</source>
        <translation>%1 还不是该实例的用户；请先添加</translation>
    </message>
    <message>
        <source>The user is of the whole instance and has no rights on tables yet.</source>
        <translation>该用户属于整个实例，尚无表权限。</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>已添加</translation>
    </message>
    <message>
        <source>The rights are for the tables that are there now; later ones need them again.</source>
        <translation>权限只针对现有的表；以后新建的表需要再次授权。</translation>
    </message>
    <message>
        <source>Groups of SPM are for all schemas of the database.</source>
        <translation>SPM 的用户组对数据库的所有 Schema 有效。</translation>
    </message>
    <message>
        <source>Given, by %1</source>
        <translation>已授权，方式：%1</translation>
    </message>
    <message>
        <source>The server&apos;s answer about rights was not understood.</source>
        <translation>无法理解服务器关于权限的应答。</translation>
    </message>
    <message>
        <source>Add user %1 to Hologres</source>
        <translation>将用户 %1 添加到 Hologres</translation>
    </message>
    <message>
        <source>Give %1 rights on schema %2</source>
        <translation>授予 %1 对 Schema %2 的权限</translation>
    </message>
    <message>
        <source>%1 is not in pg_roles.</source>
        <translation>%1 不在 pg_roles 中。</translation>
    </message>
    <message>
        <source>Listed in pg_roles</source>
        <translation>已列在 pg_roles 中</translation>
    </message>
    <message>
        <source>%1 may still read only %2 of %3 tables of %4.</source>
        <translation>%1 仍只能读取 %4 的 %3 张表中的 %2 张。</translation>
    </message>
    <message>
        <source>Tables of %1 that may be read: %2</source>
        <translation>%1 中可读取的表：%2</translation>
    </message>
    <message>
        <source>Verify: the user is listed</source>
        <translation>校验：用户已列出</translation>
    </message>
    <message>
        <source>Verify: the tables may be read</source>
        <translation>校验：表可以读取</translation>
    </message>
    <message>
        <source>What it depends on could not be read.</source>
        <translation>它所依赖的内容无法读取。</translation>
    </message>
    <message>
        <source>No answer within %1.</source>
        <translation>%1 内没有应答。</translation>
    </message>
    <message>
        <source>Check again; other checks went on meanwhile.</source>
        <translation>请再次检查；其他检查不受影响。</translation>
    </message>
    <message>
        <source>Checks %1 → %2</source>
        <translation>检查 %1 → %2</translation>
    </message>
    <message>
        <source>Checks %1</source>
        <translation>检查 %1</translation>
    </message>
    <message>
        <source>MaxCompute project %1</source>
        <translation>MaxCompute 项目 %1</translation>
    </message>
    <message>
        <source>Foreign server %1</source>
        <translation>外部数据源 %1</translation>
    </message>
    <message>
        <source>RAM role %1</source>
        <translation>RAM 角色 %1</translation>
    </message>
    <message>
        <source>Hologres %1</source>
        <translation>Hologres %1</translation>
    </message>
    <message>
        <source>Cannot be known: %1</source>
        <translation>无法得知：%1</translation>
    </message>
    <message>
        <source>not visible from here</source>
        <translation>此处看不到</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>The check was cancelled.</source>
        <translation>检查已取消。</translation>
    </message>
    <message>
        <source>No saved connection leads to the Hologres database behind it, or it is not known which one that is.</source>
        <translation>没有已保存的连接指向其背后的 Hologres 数据库，或不知道是哪一个数据库。</translation>
    </message>
    <message>
        <source>Its version can be mapped</source>
        <translation>其版本支持映射</translation>
    </message>
    <message>
        <source>Hologres does not answer</source>
        <translation>Hologres 没有应答</translation>
    </message>
    <message>
        <source>The server says of itself: %1. Dual signature needs Hologres %2 or later.</source>
        <translation>服务器自称：%1。双签名需要 Hologres %2 或更高版本。</translation>
    </message>
    <message>
        <source>Hologres %1 is too old for dual signature</source>
        <translation>Hologres %1 版本过低，不支持双签名</translation>
    </message>
    <message>
        <source>It needs %1 or later. Upgrade the instance, or map by a RAM role.</source>
        <translation>需要 %1 或更高版本。请升级实例，或通过 RAM 角色映射。</translation>
    </message>
    <message>
        <source>The schema is there</source>
        <translation>Schema 存在</translation>
    </message>
    <message>
        <source>The table is there and can be mapped</source>
        <translation>表存在且可以映射</translation>
    </message>
    <message>
        <source>The service does not tell which Hologres schema it shows, and there is none of its own name: %1.</source>
        <translation>服务不说明它显示的是哪个 Hologres Schema，也没有同名的 Schema：%1。</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>tables and views: %1</source>
        <translation>表和视图：%1</translation>
    </message>
    <message>
        <source>%1 cannot be mapped (%2)</source>
        <translation>%1 不能映射（%2）</translation>
    </message>
    <message>
        <source>Only tables that Hologres itself stores can be mapped.</source>
        <translation>只有 Hologres 自身存储的表可以映射。</translation>
    </message>
    <message>
        <source>The role is a user of the instance</source>
        <translation>该角色是实例的用户</translation>
    </message>
    <message>
        <source>Your account is a user of the instance</source>
        <translation>您的账号是实例的用户</translation>
    </message>
    <message>
        <source>Dual signature reads as the account that runs the query; in MaxCompute that is %1. Which user of Hologres that is does not show in its name; it must be one, with the right to read.</source>
        <translation>双签名以运行查询的账号读取；在 MaxCompute 中是 %1。从名称看不出它是哪个 Hologres 用户；它必须是其中之一，并有读取权限。</translation>
    </message>
    <message>
        <source>Which RAM role is used is not known.</source>
        <translation>不知道使用的是哪个 RAM 角色。</translation>
    </message>
    <message>
        <source>no user</source>
        <translation>不是用户</translation>
    </message>
    <message>
        <source>The role is no user of the Hologres instance</source>
        <translation>该角色不是 Hologres 实例的用户</translation>
    </message>
    <message>
        <source>None of its %1 users is called %2, by name or by what it is displayed as. If one of them is the role, say so; else add it.</source>
        <translation>它的 %1 个用户中没有名称或显示名为 %2 的。如果其中之一就是该角色，请指明；否则请添加。</translation>
    </message>
    <message>
        <source>One of the two: the database has groups of both models, and one of them is on.</source>
        <translation>两者之一：数据库中有两种模型的用户组，启用的只有一种。</translation>
    </message>
    <message>
        <source>The role may read %1</source>
        <translation>该角色可以读取 %1</translation>
    </message>
    <message>
        <source>Your account may read %1</source>
        <translation>您的账号可以读取 %1</translation>
    </message>
    <message>
        <source>Whose rights they are is not known: see the check of the user.</source>
        <translation>不知道是谁的权限：见用户的检查。</translation>
    </message>
    <message>
        <source>%1 of %2 tables</source>
        <translation>%2 张表中的 %1 张</translation>
    </message>
    <message>
        <source>%1 may not read %2</source>
        <translation>%1 不能读取 %2</translation>
    </message>
    <message>
        <source>%1 may not read all tables of %2</source>
        <translation>%1 不能读取 %2 的全部表</translation>
    </message>
    <message>
        <source>The mapping would be made, and what reads through it would answer &quot;Query Failed&quot; or that permission is denied.</source>
        <translation>映射会被创建，但通过它读取时会返回“Query Failed”或权限不足。</translation>
    </message>
    <message>
        <source>Not readable: %1</source>
        <translation>不可读取：%1</translation>
    </message>
    <message>
        <source>Every type has a counterpart</source>
        <translation>每种类型都有对应类型</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>tables concerned: %1</source>
        <translation>涉及的表：%1</translation>
    </message>
    <message>
        <source>Columns are left out</source>
        <translation>有列被略去</translation>
    </message>
    <message>
        <source>MaxCompute has no type for them. Tables and how many columns of each: %1</source>
        <translation>MaxCompute 没有对应的类型。各表及其列数：%1</translation>
    </message>
    <message>
        <source>Names stay distinct in MaxCompute</source>
        <translation>名称在 MaxCompute 中仍可区分</translation>
    </message>
    <message>
        <source>differ in capitals alone</source>
        <translation>仅大小写不同</translation>
    </message>
    <message>
        <source>Names differ in capitals alone</source>
        <translation>有名称仅大小写不同</translation>
    </message>
    <message>
        <source>MaxCompute does not tell capitals and shows one of them: %1</source>
        <translation>MaxCompute 不区分大小写，只显示其中一个：%1</translation>
    </message>
    <message>
        <source>The project answers</source>
        <translation>项目有应答</translation>
    </message>
    <message>
        <source>The project does not answer</source>
        <translation>项目没有应答</translation>
    </message>
    <message>
        <source>Schemas are on</source>
        <translation>已启用 Schema</translation>
    </message>
    <message>
        <source>off; an external table needs none</source>
        <translation>未启用；外部表不需要</translation>
    </message>
    <message>
        <source>The project %1 has no schemas</source>
        <translation>项目 %1 没有 Schema</translation>
    </message>
    <message>
        <source>An external schema needs a project with schemas. Its owner turns them on, which cannot be undone; or choose another project, or map tables one by one.</source>
        <translation>外部 Schema 需要启用了 Schema 的项目。由项目所有者启用，启用后不能撤销；或选择其他项目，或逐表映射。</translation>
    </message>
    <message>
        <source>Data types 2.0 are on</source>
        <translation>已启用 2.0 数据类型</translation>
    </message>
    <message>
        <source>The service does not tell the project&apos;s edition of data types. A query that names other types than BIGINT, DOUBLE, DECIMAL, STRING, DATETIME and BOOLEAN needs this setting before it.</source>
        <translation>服务不说明项目的数据类型版本。查询中若有 BIGINT、DOUBLE、DECIMAL、STRING、DATETIME、BOOLEAN 以外的类型，须先执行此设置。</translation>
    </message>
    <message>
        <source>The project&apos;s data types are of another edition than 2.0</source>
        <translation>项目的数据类型不是 2.0 版本</translation>
    </message>
    <message>
        <source>The statement that makes the external table sets it for itself. Queries that name such types need it before them.</source>
        <translation>创建外部表的语句自带此设置。使用这些类型的查询须先执行此设置。</translation>
    </message>
    <message>
        <source>Queries of the external schema need this setting before them, where columns have types of edition 2.0.</source>
        <translation>列为 2.0 类型时，查询外部 Schema 前须先执行此设置。</translation>
    </message>
    <message>
        <source>The name is legal and free</source>
        <translation>名称合法且未被占用</translation>
    </message>
    <message>
        <source>It is there</source>
        <translation>存在</translation>
    </message>
    <message>
        <source>Map it again.</source>
        <translation>请重新映射。</translation>
    </message>
    <message>
        <source>%1 is taken</source>
        <translation>%1 已被占用</translation>
    </message>
    <message>
        <source>The name %1 is taken</source>
        <translation>名称 %1 已被占用</translation>
    </message>
    <message>
        <source>Choose another name, or keep what is there.</source>
        <translation>选择其他名称，或保留现有对象。</translation>
    </message>
    <message>
        <source>%1 is no name of MaxCompute</source>
        <translation>%1 不是合法的 MaxCompute 名称</translation>
    </message>
    <message>
        <source>The project has no schemas, so none can be looked for.</source>
        <translation>项目没有 Schema，因此无法查找。</translation>
    </message>
    <message>
        <source>%1 is no external table (%2)</source>
        <translation>%1 不是外部表（%2）</translation>
    </message>
    <message>
        <source>To run on %1:</source>
        <translation>在 %1 上运行：</translation>
    </message>
    <message>
        <source>Where: %1</source>
        <translation>位置：%1</translation>
    </message>
    <message>
        <source>Server&apos;s words: %1</source>
        <translation>服务器原文：%1</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 项未通过</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1 项警告</translation>
    </message>
    <message>
        <source>%1 warnings</source>
        <translation>%1 项警告</translation>
    </message>
    <message>
        <source>%1 cannot be known</source>
        <translation>%1 项无法得知</translation>
    </message>
    <message>
        <source>%1 being read</source>
        <translation>%1 项读取中</translation>
    </message>
    <message>
        <source>%1 passed</source>
        <translation>%1 项通过</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>未通过</translation>
    </message>
    <message>
        <source>cannot be known</source>
        <translation>无法得知</translation>
    </message>
    <message>
        <source>being read</source>
        <translation>读取中</translation>
    </message>
    <message>
        <source>MaxCompute has listed tables by it</source>
        <translation>MaxCompute 已通过它列出表</translation>
    </message>
    <message>
        <source>The ARN is well formed</source>
        <translation>ARN 格式正确</translation>
    </message>
    <message>
        <source>The ARN of the RAM role is not one</source>
        <translation>RAM 角色的 ARN 格式不正确</translation>
    </message>
    <message>
        <source>The role trusts MaxCompute</source>
        <translation>该角色信任 MaxCompute</translation>
    </message>
    <message>
        <source>Its trust policy must allow sts:AssumeRole to this service. Who may read RAM policies looks there.</source>
        <translation>其信任策略须允许此服务执行 sts:AssumeRole。请由有权查看 RAM 策略的人员确认。</translation>
    </message>
    <message>
        <source>cannot be assumed</source>
        <translation>无法扮演</translation>
    </message>
    <message>
        <source>MaxCompute may not take on the role %1</source>
        <translation>MaxCompute 无权扮演角色 %1</translation>
    </message>
    <message>
        <source>The list of allowed addresses lets MaxCompute in</source>
        <translation>IP 白名单允许 MaxCompute 访问</translation>
    </message>
    <message>
        <source>dual signature is not held up by it</source>
        <translation>双签名不受其限制</translation>
    </message>
    <message>
        <source>The list is not visible through SQL. Where the instance has one, access by a RAM role is blocked; dual signature works.</source>
        <translation>白名单无法通过 SQL 查看。实例设置了白名单时，通过 RAM 角色的访问会被阻止；双签名可用。</translation>
    </message>
    <message>
        <source>It exists</source>
        <translation>存在</translation>
    </message>
    <message>
        <source>The service does not list its foreign servers; MaxCompute&apos;s console does. One must be there with these values.</source>
        <translation>服务不列出外部数据源；MaxCompute 控制台可以。其中须有具备这些值的一个。</translation>
    </message>
    <message>
        <source>The service does not tell which foreign server the schema uses, and no run of this program has made it. Choose it, to check it: %1.</source>
        <translation>服务不说明该 Schema 使用哪个外部数据源，也不是由本程序的运行创建的。请选择要检查的一个：%1。</translation>
    </message>
    <message>
        <source>There is no foreign server for the database %1</source>
        <translation>没有用于数据库 %1 的外部数据源</translation>
    </message>
    <message>
        <source>There is no foreign server %1</source>
        <translation>没有外部数据源 %1</translation>
    </message>
    <message>
        <source>An external schema reads Hologres through a foreign server of MaxCompute.</source>
        <translation>外部 Schema 通过 MaxCompute 的外部数据源读取 Hologres。</translation>
    </message>
    <message>
        <source>host is in a VPC</source>
        <translation>主机在 VPC 中</translation>
    </message>
    <message>
        <source>public address</source>
        <translation>公网地址</translation>
    </message>
    <message>
        <source>The host is a VPC host</source>
        <translation>主机是 VPC 地址</translation>
    </message>
    <message>
        <source>The host is a public address</source>
        <translation>主机是公网地址</translation>
    </message>
    <message>
        <source>MaxCompute reads Hologres through the classic network only.</source>
        <translation>MaxCompute 只通过经典网络读取 Hologres。</translation>
    </message>
    <message>
        <source>The service does not tell what the foreign server is; MaxCompute&apos;s console does.</source>
        <translation>服务不说明该外部数据源的内容；MaxCompute 控制台可以查看。</translation>
    </message>
    <message>
        <source>The host is of the classic network</source>
        <translation>主机属于经典网络</translation>
    </message>
    <message>
        <source>It leads to another server than the source</source>
        <translation>它指向的服务器与来源不同</translation>
    </message>
    <message>
        <source>The source is at %1.</source>
        <translation>来源位于 %1。</translation>
    </message>
    <message>
        <source>It is for the source&apos;s database</source>
        <translation>它对应来源的数据库</translation>
    </message>
    <message>
        <source>It is for the database %1; which one the source is in is not known here.</source>
        <translation>它对应数据库 %1；此处不知道来源在哪个数据库中。</translation>
    </message>
    <message>
        <source>It is for the database %1, not %2</source>
        <translation>它对应数据库 %1，而不是 %2</translation>
    </message>
    <message>
        <source>A foreign server names one database. Choose another one, or make one for %1.</source>
        <translation>一个外部数据源只对应一个数据库。请选择其他外部数据源，或为 %1 新建一个。</translation>
    </message>
    <message>
        <source>It uses a RAM role</source>
        <translation>它使用 RAM 角色</translation>
    </message>
    <message>
        <source>task executor</source>
        <translation>任务执行者</translation>
    </message>
    <message>
        <source>It uses the task executor&apos;s identity</source>
        <translation>它使用任务执行者身份</translation>
    </message>
    <message>
        <source>That is for external projects only; an external schema needs a foreign server with a RAM role.</source>
        <translation>仅适用于外部项目；外部 Schema 需要使用 RAM 角色的外部数据源。</translation>
    </message>
    <message>
        <source>The location is of the classic network</source>
        <translation>位置属于经典网络</translation>
    </message>
    <message>
        <source>The source is a Unix socket</source>
        <translation>来源是 Unix 套接字</translation>
    </message>
    <message>
        <source>Map metadata to MaxCompute › Location</source>
        <translation>将元数据映射到 MaxCompute › 位置</translation>
    </message>
    <message>
        <source>Its location is no address of a Hologres table.</source>
        <translation>其位置不是 Hologres 表的地址。</translation>
    </message>
    <message>
        <source>Map the table again, with another location.</source>
        <translation>请用其他位置重新映射该表。</translation>
    </message>
    <message>
        <source>%1 is no external table (%2).</source>
        <translation>%1 不是外部表（%2）。</translation>
    </message>
    <message>
        <source>%1 shows no single table of Hologres: there is nothing to compare.</source>
        <translation>%1 不对应单个 Hologres 表，没有可比较的内容。</translation>
    </message>
    <message>
        <source>Source unknown: no connection to %1</source>
        <translation>源未知：没有到 %1 的连接</translation>
    </message>
    <message>
        <source>Save a Hologres connection to that host, port and database, then compare again.</source>
        <translation>请保存到该主机、端口和数据库的 Hologres 连接，然后重新比较。</translation>
    </message>
    <message>
        <source>Equal</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>有差异</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>已失效</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Re-create</source>
        <translation>重建</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Drop mapping</source>
        <translation>删除映射</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>移除记录</translation>
    </message>
    <message>
        <source>Live: it follows its source by itself</source>
        <translation>实时：自动跟随源</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>没有差异</translation>
    </message>
    <message>
        <source>%1 columns were added: %2</source>
        <translation>新增了 %1 列：%2</translation>
    </message>
    <message>
        <source>%1; %2 more</source>
        <translation>%1；另有 %2 项</translation>
    </message>
    <message>
        <source>Repair %1</source>
        <translation>修复 %1</translation>
    </message>
    <message>
        <source>Repair %1 mappings</source>
        <translation>修复 %1 个映射</translation>
    </message>
    <message>
        <source>Stays without %1. To have them too, map the table again with &quot;replace&quot;.</source>
        <translation>仍不包含 %1。如需包含，请用“替换”重新映射该表。</translation>
    </message>
    <message>
        <source>None: the external table does not show the column</source>
        <translation>无影响：外部表不显示该列</translation>
    </message>
    <message>
        <source>Queries go on</source>
        <translation>查询不受影响</translation>
    </message>
    <message>
        <source>Queries show another column&apos;s values: one that is called %1 now</source>
        <translation>查询显示的是另一列的值：现在名为 %1 的列</translation>
    </message>
    <message>
        <source>%1 was dropped in Hologres</source>
        <translation>%1 已在 Hologres 中删除</translation>
    </message>
    <message>
        <source>%1 was dropped and made anew in Hologres (%2, now %3)</source>
        <translation>%1 已在 Hologres 中删除并重建（原为 %2，现为 %3）</translation>
    </message>
    <message>
        <source>Queries show the values of the new column</source>
        <translation>查询显示新列的值</translation>
    </message>
    <message>
        <source>%1 is called %2 in Hologres now</source>
        <translation>%1 在 Hologres 中已改名为 %2</translation>
    </message>
    <message>
        <source>%1 changed from %2 to %3</source>
        <translation>%1 的类型由 %2 变为 %3</translation>
    </message>
    <message>
        <source>%1 (%2) was added in Hologres</source>
        <translation>Hologres 中新增了 %1（%2）</translation>
    </message>
    <message>
        <source>Queries do not see the column</source>
        <translation>查询看不到该列</translation>
    </message>
    <message>
        <source>None: MaxCompute cannot read its type</source>
        <translation>无影响：MaxCompute 无法读取其类型</translation>
    </message>
    <message>
        <source>Texts only</source>
        <translation>仅文字说明</translation>
    </message>
    <message>
        <source>The comment of %1 changed in Hologres</source>
        <translation>%1 的注释已在 Hologres 中更改</translation>
    </message>
    <message>
        <source>%1 column comments changed in Hologres</source>
        <translation>%1 个列注释已在 Hologres 中更改</translation>
    </message>
    <message>
        <source>The comment of the table changed in Hologres</source>
        <translation>表注释已在 Hologres 中更改</translation>
    </message>
    <message>
        <source>The table %1 is called %2 in Hologres now</source>
        <translation>表 %1 在 Hologres 中已改名为 %2</translation>
    </message>
    <message>
        <source>Every query fails: there is no %1</source>
        <translation>所有查询都会失败：不存在 %1</translation>
    </message>
    <message>
        <source>The table %1 was dropped and made anew in Hologres</source>
        <translation>表 %1 已在 Hologres 中删除并重建</translation>
    </message>
    <message>
        <source>The table %1 is gone in Hologres</source>
        <translation>表 %1 在 Hologres 中已不存在</translation>
    </message>
    <message>
        <source>Queries fail: column &quot;%1&quot; does not exist</source>
        <translation>查询失败：column &quot;%1&quot; does not exist</translation>
    </message>
    <message>
        <source>Queries may fail: MaxCompute cannot read %1</source>
        <translation>查询可能失败：MaxCompute 无法读取 %1</translation>
    </message>
    <message>
        <source>Queries fail: %1 cannot receive text (%2)</source>
        <translation>查询失败：%1 不能接收文本（%2）</translation>
    </message>
    <message>
        <source>Queries fail or cut values that no longer fit: %1 cannot hold all values of %2</source>
        <translation>查询失败或截断超出范围的值：%1 容纳不下 %2 的所有值</translation>
    </message>
    <message>
        <source>Queries go on: %1</source>
        <translation>查询不受影响：%1</translation>
    </message>
    <message>
        <source>%1 is declared and not in Hologres</source>
        <translation>%1 已声明，但 Hologres 中不存在</translation>
    </message>
    <message>
        <source>%1 is declared %2, and %3 in Hologres</source>
        <translation>%1 声明为 %2，在 Hologres 中为 %3</translation>
    </message>
    <message>
        <source>%1 (%2) is in Hologres and not declared</source>
        <translation>%1（%2）在 Hologres 中存在，但未声明</translation>
    </message>
    <message>
        <source>Queries do not see the column: it came later, or was left out</source>
        <translation>查询看不到该列：后来新增，或当时未包含</translation>
    </message>
    <message>
        <source>The location was changed; it leads to the same table</source>
        <translation>LOCATION 已更改，仍指向同一个表</translation>
    </message>
    <message>
        <source>The external table was changed: it shows %1 now</source>
        <translation>外部表已更改：现在显示 %1</translation>
    </message>
    <message>
        <source>Queries show the rows of another table</source>
        <translation>查询显示的是另一个表的行</translation>
    </message>
    <message>
        <source>dual signature</source>
        <translation>双签名</translation>
    </message>
    <message>
        <source>The access was changed from %1 to %2</source>
        <translation>访问方式由 %1 更改为 %2</translation>
    </message>
    <message>
        <source>Hologres is read with other rights</source>
        <translation>以其他权限读取 Hologres</translation>
    </message>
    <message>
        <source>%1 is no longer in the external table</source>
        <translation>外部表中已没有 %1</translation>
    </message>
    <message>
        <source>Queries that name the column fail</source>
        <translation>引用该列的查询会失败</translation>
    </message>
    <message>
        <source>The external table&apos;s %1 shows %2 now, and showed %3</source>
        <translation>外部表的 %1 现在显示 %2，原来显示 %3</translation>
    </message>
    <message>
        <source>Queries show another column&apos;s values</source>
        <translation>查询显示的是另一列的值</translation>
    </message>
    <message>
        <source>The external table&apos;s %1 was changed from %2 to %3</source>
        <translation>外部表的 %1 由 %2 更改为 %3</translation>
    </message>
    <message>
        <source>The external table has a new column %1 (%2)</source>
        <translation>外部表新增了列 %1（%2）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>The lifecycle was changed from %1 to %2</source>
        <translation>生命周期由 %1 更改为 %2</translation>
    </message>
    <message>
        <source>The external table goes at another time</source>
        <translation>外部表的回收时间已改变</translation>
    </message>
    <message>
        <source>The external table was made anew since, at %1</source>
        <translation>外部表此后已于 %1 重建</translation>
    </message>
    <message>
        <source>The external table %1 is gone</source>
        <translation>外部表 %1 已不存在</translation>
    </message>
    <message>
        <source>%1 is no external table any more (%2)</source>
        <translation>%1 已不再是外部表（%2）</translation>
    </message>
    <message>
        <source>%1 is there, but not as it was planned: %2.</source>
        <translation>%1 已存在，但与计划不符：%2。</translation>
    </message>
    <message>
        <source>Nothing was changed. Look at it, and plan the mapping again.</source>
        <translation>未做任何更改。请检查该表，然后重新计划映射。</translation>
    </message>
    <message>
        <source>External table, %1, made before the run was cut off</source>
        <translation>外部表，%1，在运行中断前已创建</translation>
    </message>
    <message>
        <source>What the table was made from could not be remembered, so that drift is told without it: %1</source>
        <translation>无法保存该表的来源记录，检查漂移时将不使用它：%1</translation>
    </message>
    <message>
        <source>The host is missing</source>
        <translation>缺少主机</translation>
    </message>
    <message>
        <source>Expected a host name alone; the port has a field of its own</source>
        <translation>只需主机名；端口另有字段</translation>
    </message>
    <message>
        <source>The name is missing</source>
        <translation>缺少名称</translation>
    </message>
    <message>
        <source>There is a foreign server %1 already; choose another name</source>
        <translation>已有外部数据源 %1；请选择其他名称</translation>
    </message>
    <message>
        <source>The service has no SQL that drops a foreign server; do it in MaxCompute&apos;s console, %1</source>
        <translation>服务没有删除外部数据源的 SQL；请在 MaxCompute 控制台 %1 中删除</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>控制台</translation>
    </message>
    <message>
        <source>A port is a number from 1 to 65535</source>
        <translation>端口是 1 到 65535 的数字</translation>
    </message>
    <message>
        <source>The name of the Hologres database is missing</source>
        <translation>缺少 Hologres 数据库的名称</translation>
    </message>
    <message>
        <source>The task executor&apos;s identity is for external projects only; an external schema cannot use this foreign server.</source>
        <translation>任务执行者身份仅适用于外部项目；外部 Schema 不能使用此外部数据源。</translation>
    </message>
    <message>
        <source>This is the public address; MaxCompute asks for that of the classic network: %1</source>
        <translation>这是公网地址；MaxCompute 要求经典网络地址：%1</translation>
    </message>
    <message>
        <source>The service has no SQL that makes a foreign server. Make it in MaxCompute&apos;s console, %1, with these values:
%2</source>
        <translation>服务没有创建外部数据源的 SQL。请在 MaxCompute 控制台 %1 中用以下值创建：
%2</translation>
    </message>
    <message>
        <source>Foreign server over %1</source>
        <translation>%1 的外部数据源</translation>
    </message>
    <message>
        <source>The Hologres database stays. The service refuses while an external schema uses the foreign server.</source>
        <translation>Hologres 数据库保留。有外部 Schema 使用此外部数据源时，服务会拒绝删除。</translation>
    </message>
    <message>
        <source>drops 1 foreign server</source>
        <translation>删除 1 个外部数据源</translation>
    </message>
    <message>
        <source>Foreign servers belong to MaxCompute projects.</source>
        <translation>外部数据源属于 MaxCompute 项目。</translation>
    </message>
    <message>
        <source>Create foreign server %1</source>
        <translation>创建外部数据源 %1</translation>
    </message>
    <message>
        <source>Drop foreign server %1</source>
        <translation>删除外部数据源 %1</translation>
    </message>
    <message>
        <source>%1 instead of %2</source>
        <translation>%1 而不是 %2</translation>
    </message>
    <message>
        <source>The foreign server %1 is another one: %2.</source>
        <translation>外部数据源 %1 与计划不同：%2。</translation>
    </message>
    <message>
        <source>Listed, for the database %1 at %2</source>
        <translation>已列出，数据库 %1，主机 %2</translation>
    </message>
    <message>
        <source>Verify: the foreign server is listed as planned</source>
        <translation>校验：外部数据源已按计划列出</translation>
    </message>
    <message>
        <source>Verify: it is gone</source>
        <translation>校验：已不存在</translation>
    </message>
    <message>
        <source>The foreign server %1 is still listed.</source>
        <translation>外部数据源 %1 仍在列表中。</translation>
    </message>
    <message>
        <source>The foreign server %1 is not listed.</source>
        <translation>外部数据源 %1 不在列表中。</translation>
    </message>
    <message>
        <source>No longer among the foreign servers</source>
        <translation>已不在外部数据源中</translation>
    </message>
    <message>
        <source>Map all tables of %1 → %2</source>
        <translation>映射 %1 的所有表 → %2</translation>
    </message>
    <message>
        <source>Map 1 table → %1</source>
        <translation>映射 1 个表 → %1</translation>
    </message>
    <message>
        <source>Map %1 tables → %2</source>
        <translation>映射 %1 个表 → %2</translation>
    </message>
    <message>
        <source>The pattern must hold %1, or all tables get one name</source>
        <translation>模式必须包含 %1，否则所有表的名称相同</translation>
    </message>
    <message>
        <source>The pattern knows %1, %2 and %3, and no %4</source>
        <translation>模式可用 %1、%2 和 %3，不能用 %4</translation>
    </message>
    <message>
        <source>1 external table made</source>
        <translation>已创建 1 个外部表</translation>
    </message>
    <message>
        <source>%1 external tables made</source>
        <translation>已创建 %1 个外部表</translation>
    </message>
    <message>
        <source>drops %1 external tables</source>
        <translation>删除 %1 个外部表</translation>
    </message>
    <message>
        <source>Make 1 external table</source>
        <translation>创建 1 个外部表</translation>
    </message>
    <message>
        <source>Make %1 external tables, %2 at a time</source>
        <translation>创建 %1 个外部表，每次 %2 个</translation>
    </message>
    <message>
        <source>Left out: %1</source>
        <translation>不映射：%1</translation>
    </message>
    <message>
        <source>Kept: %1</source>
        <translation>保留：%1</translation>
    </message>
    <message>
        <source>More than %1 tables; choose fewer</source>
        <translation>超过 %1 个表；请减少选择</translation>
    </message>
    <message>
        <source>Which names are taken could not be read: %1</source>
        <translation>无法读取已被占用的名称：%1</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>At a time</source>
        <translation>并发数</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表</translation>
    </message>
    <message>
        <source>1 to %1 statements at a time</source>
        <translation>同时执行的语句数为 1 到 %1</translation>
    </message>
    <message>
        <source>A mapping goes from Hologres tables to a MaxCompute schema.</source>
        <translation>映射是从 Hologres 表到 MaxCompute Schema。</translation>
    </message>
    <message>
        <source>The Hologres tables come first, the MaxCompute schema last.</source>
        <translation>Hologres 表在前，MaxCompute Schema 在后。</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Mapped</source>
        <translation>已映射</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>已保留</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>不映射</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>另外 %1 个</translation>
    </message>
    <message>
        <source>1 column left out: %1</source>
        <translation>排除 1 列：%1</translation>
    </message>
    <message>
        <source>%1 columns left out: %2</source>
        <translation>排除 %1 列：%2</translation>
    </message>
    <message>
        <source>Check: %1</source>
        <translation>需检查：%1</translation>
    </message>
    <message>
        <source>None of its columns has a type that MaxCompute can read</source>
        <translation>其所有列的类型 MaxCompute 均无法读取</translation>
    </message>
    <message>
        <source>Not partitioned in MaxCompute: read-only, and every query reads all partitions</source>
        <translation>在 MaxCompute 中不分区：只读，且每次查询都会读取所有分区</translation>
    </message>
    <message>
        <source>It is not there (any more)</source>
        <translation>该表不存在（或已被删除）</translation>
    </message>
    <message>
        <source>It would be called %1: %2</source>
        <translation>名称将为 %1：%2</translation>
    </message>
    <message>
        <source>Called %1, since %2 has the name %3</source>
        <translation>命名为 %1，因为 %2 使用名称 %3</translation>
    </message>
    <message>
        <source>Called %1, since %2 exists in %3</source>
        <translation>命名为 %1，因为 %3 中已有 %2</translation>
    </message>
    <message>
        <source>%1 is no external table (%2) and is not dropped</source>
        <translation>%1 不是外部表（%2），不会被删除</translation>
    </message>
    <message>
        <source>Drops %1, which shows %2, and makes it anew</source>
        <translation>删除 %1（当前映射 %2）并重新创建</translation>
    </message>
    <message>
        <source>%1 exists in %2 already and is no external table (%3)</source>
        <translation>%2 中已有 %1，且不是外部表（%3）</translation>
    </message>
    <message>
        <source>%1 exists in %2 already and shows %3</source>
        <translation>%2 中已有 %1，映射的是 %3</translation>
    </message>
    <message>
        <source>%1 exists in %2 already and stays as it is</source>
        <translation>%2 中已有 %1，保持不变</translation>
    </message>
    <message>
        <source>It is not there</source>
        <translation>该表不存在</translation>
    </message>
    <message>
        <source>It does not have the planned columns: %1</source>
        <translation>列与计划不符：%1</translation>
    </message>
    <message>
        <source>1 table has the planned columns</source>
        <translation>1 个表的列与计划一致</translation>
    </message>
    <message>
        <source>%1 tables have the planned columns</source>
        <translation>%1 个表的列与计划一致</translation>
    </message>
    <message>
        <source>1 of %1 made is not as planned: %2.</source>
        <translation>已创建的 %1 个表中有 1 个与计划不符：%2。</translation>
    </message>
    <message>
        <source>%1 of %2 made are not as planned: %3.</source>
        <translation>已创建的 %2 个表中有 %1 个与计划不符：%3。</translation>
    </message>
    <message>
        <source>Map these again with &quot;replace&quot;.</source>
        <translation>请使用“replace”重新映射这些表。</translation>
    </message>
    <message>
        <source>Verify 1 table: columns equal</source>
        <translation>验证 1 个表：列一致</translation>
    </message>
    <message>
        <source>Verify %1 tables: columns equal</source>
        <translation>验证 %1 个表：列一致</translation>
    </message>
    <message>
        <source>No table was made</source>
        <translation>没有创建任何表</translation>
    </message>
    <message>
        <source>Alter</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Alter external table %1</source>
        <translation>修改外部表 %1</translation>
    </message>
    <message>
        <source>Its tables are listed through MaxCompute</source>
        <translation>可通过 MaxCompute 列出其中的表</translation>
    </message>
    <message>
        <source>the list fails</source>
        <translation>列表失败</translation>
    </message>
    <message>
        <source>MaxCompute cannot list the tables of %1</source>
        <translation>MaxCompute 无法列出 %1 的表</translation>
    </message>
    <message>
        <source>It will show the table that was mapped, %1. To show the one that is called %2 now, map that with &quot;replace&quot; in place of this repair.</source>
        <translation>它将显示当初映射的表 %1。若要显示现在名为 %2 的表，请不做此修复，改为以“替换”方式映射该表。</translation>
    </message>
    <message>
        <source>Comments that were set in MaxCompute stay.</source>
        <translation>在 MaxCompute 中设置的注释会保留。</translation>
    </message>
    <message>
        <source>%1 goes from the external table: MaxCompute cannot read %2.</source>
        <translation>外部表将不再有列 %1：MaxCompute 无法读取 %2。</translation>
    </message>
    <message>
        <source>Passed over: %1</source>
        <translation>已跳过：%1</translation>
    </message>
    <message>
        <source>Queries show the rows of another table: one that is called %1 now</source>
        <translation>查询显示的是另一张表的行：现在名为 %1 的表</translation>
    </message>
    <message>
        <source>%1 is another sort of table in Hologres now (%2)</source>
        <translation>%1 在 Hologres 中现在是另一种表（%2）</translation>
    </message>
    <message>
        <source>Queries may fail or show other rows. %1</source>
        <translation>查询可能失败，或显示其他行。%1</translation>
    </message>
    <message>
        <source>The external table&apos;s comment was changed from &quot;%1&quot; to &quot;%2&quot;</source>
        <translation>外部表的注释已由“%1”改为“%2”</translation>
    </message>
    <message>
        <source>The comment of the external table&apos;s %1 was changed from &quot;%2&quot; to &quot;%3&quot;</source>
        <translation>外部表的列 %1 的注释已由“%2”改为“%3”</translation>
    </message>
    <message>
        <source>None of the tables can be mapped: %1</source>
        <translation>没有可映射的表：%1</translation>
    </message>
    <message>
        <source>Drops %1 and makes it anew: columns, types, access and lifecycle that were chosen for it are not kept</source>
        <translation>删除 %1 并重新创建：为其选择的列、类型、访问方式和生命周期不会保留</translation>
    </message>
    <message>
        <source>Whether its source changed since it was planned is not known: %1</source>
        <translation>无法确定其源表在计划之后是否有变化：%1</translation>
    </message>
    <message>
        <source>no saved connection leads to it</source>
        <translation>没有已保存的连接指向它</translation>
    </message>
    <message>
        <source>Source changed since planned: %1</source>
        <translation>源表在计划之后有变化：%1</translation>
    </message>
    <message>
        <source>Check the tables for drift, and repair them; or map them again with &quot;replace&quot;.</source>
        <translation>请检查这些表的漂移并修复；或用“替换”重新映射。</translation>
    </message>
    <message>
        <source>%1; their sources are not known to be as planned: %2</source>
        <translation>%1；源表未确认与计划一致：%2</translation>
    </message>
    <message>
        <source>It has no columns</source>
        <translation>没有列</translation>
    </message>
    <message>
        <source>Not taken on this way</source>
        <translation>此方式不包括</translation>
    </message>
    <message>
        <source>Table properties that were set by others go with it: %1. Set them again afterwards by ALTER TABLE … SET TBLPROPERTIES.</source>
        <translation>其他人设置的表属性会随之消失：%1。之后请用 ALTER TABLE … SET TBLPROPERTIES 重新设置。</translation>
    </message>
    <message>
        <source>Foreign table, %1, made before the run was cut off</source>
        <translation>外部表，%1，在运行中断前已创建</translation>
    </message>
    <message>
        <source>%1 is no foreign table any more (%2): %3 would be gone with it.</source>
        <translation>%1 已不再是外部表（%2）：%3 会随之消失。</translation>
    </message>
    <message>
        <source>it is no foreign table (%1)</source>
        <translation>它不是外部表（%1）</translation>
    </message>
    <message>
        <source>1 foreign table made</source>
        <translation>已创建 1 个外部表</translation>
    </message>
    <message>
        <source>%1 foreign tables made</source>
        <translation>已创建 %1 个外部表</translation>
    </message>
    <message>
        <source>Make 1 foreign table</source>
        <translation>创建 1 个外部表</translation>
    </message>
    <message>
        <source>Make %1 foreign tables, %2 at a time</source>
        <translation>创建 %1 个外部表，每次 %2 个</translation>
    </message>
    <message>
        <source>drops 1 foreign table</source>
        <translation>删除 1 个外部表</translation>
    </message>
    <message>
        <source>drops %1 foreign tables</source>
        <translation>删除 %1 个外部表</translation>
    </message>
    <message>
        <source>Create foreign table %1</source>
        <translation>创建外部表 %1</translation>
    </message>
    <message>
        <source>Foreign table, %1</source>
        <translation>外部表，%1</translation>
    </message>
    <message>
        <source>Drop foreign table %1</source>
        <translation>删除外部表 %1</translation>
    </message>
    <message>
        <source>Names that exist in %1 already: %2</source>
        <translation>%1 中已存在的名称：%2</translation>
    </message>
    <message>
        <source>Tables with types that Hologres does not have: %1</source>
        <translation>含 Hologres 没有的类型的表：%1</translation>
    </message>
    <message>
        <source>Foreign table</source>
        <translation>外部表</translation>
    </message>
    <message>
        <source>There is no schema %1 in Hologres</source>
        <translation>Hologres 中没有 Schema %1</translation>
    </message>
    <message>
        <source>One name is for one table; here are %1</source>
        <translation>一个名称只用于一张表；此处有 %1 张</translation>
    </message>
    <message>
        <source>This mapping goes from MaxCompute tables to a Hologres schema.</source>
        <translation>此映射从 MaxCompute 表到 Hologres Schema。</translation>
    </message>
    <message>
        <source>The MaxCompute tables come first, the Hologres schema last.</source>
        <translation>先写 MaxCompute 表，最后写 Hologres Schema。</translation>
    </message>
    <message>
        <source>Hologres reads stored tables of MaxCompute only (%1)</source>
        <translation>Hologres 只读取 MaxCompute 的存储表（%1）</translation>
    </message>
    <message>
        <source>Hologres has no type for: %1</source>
        <translation>Hologres 没有对应类型：%1</translation>
    </message>
    <message>
        <source>None of its columns has a type that Hologres has</source>
        <translation>它没有任何列的类型是 Hologres 所具有的</translation>
    </message>
    <message>
        <source>%1 exists in %2 already and is no foreign table (%3)</source>
        <translation>%2 中已有 %1，且不是外部表（%3）</translation>
    </message>
    <message>
        <source>Drops %1 and makes it anew: rights and comments that were given to it are not kept</source>
        <translation>删除 %1 并重新创建：授予它的权限和注释不会保留</translation>
    </message>
    <message>
        <source>A name cannot hold U+0000</source>
        <translation>名称不能含有 U+0000</translation>
    </message>
    <message>
        <source>A name of Hologres has at most %1 bytes</source>
        <translation>Hologres 的名称最多 %1 个字节</translation>
    </message>
    <message>
        <source>%1 is another kind of relation (%2), which ALTER TABLE does not change: make it anew</source>
        <translation>%1 是另一种关系（%2），ALTER TABLE 无法更改：请重新创建</translation>
    </message>
    <message>
        <source>column %1: %2</source>
        <translation>列 %1：%2</translation>
    </message>
    <message>
        <source>partition column %1, which only a new table gets</source>
        <translation>分区列 %1，只能在新建表时添加</translation>
    </message>
    <message>
        <source>NOT NULL of %1: rows that are there have no value</source>
        <translation>%1 的 NOT NULL：已有的行没有值</translation>
    </message>
    <message>
        <source>computed as %1</source>
        <translation>由 %1 计算得出</translation>
    </message>
    <message>
        <source>partitioning by %1, which only a new table gets</source>
        <translation>按 %1 分区，只能在新建表时设置</translation>
    </message>
    <message>
        <source>the place of %1 among the columns</source>
        <translation>%1 在各列中的位置</translation>
    </message>
    <message>
        <source>the type of %1: %4 does not change %2 to %3</source>
        <translation>%1 的类型：%4 不支持把 %2 改为 %3</translation>
    </message>
    <message>
        <source>%1 stays: a column of the key or of the partitions cannot be dropped</source>
        <translation>保留 %1：主键列或分区列不能删除</translation>
    </message>
    <message>
        <source>drops %1 with all of its values</source>
        <translation>删除 %1 及其所有值</translation>
    </message>
    <message>
        <source>the comment of %1 is longer than %2 bytes and is cut</source>
        <translation>%1 的注释超过 %2 字节，已截断</translation>
    </message>
    <message>
        <source>Comment &quot;%1&quot; on the left, &quot;%2&quot; on the right</source>
        <translation>左侧注释为“%1”，右侧为“%2”</translation>
    </message>
    <message>
        <source>A partition column on the left, an ordinary one on the right</source>
        <translation>左侧为分区列，右侧为普通列</translation>
    </message>
    <message>
        <source>An ordinary column on the left, a partition column on the right</source>
        <translation>左侧为普通列，右侧为分区列</translation>
    </message>
    <message>
        <source>NOT NULL on the left only</source>
        <translation>仅左侧为 NOT NULL</translation>
    </message>
    <message>
        <source>NOT NULL on the right only</source>
        <translation>仅右侧为 NOT NULL</translation>
    </message>
    <message>
        <source>DEFAULT %1 on the left only</source>
        <translation>仅左侧有 DEFAULT %1</translation>
    </message>
    <message>
        <source>DEFAULT %1 on the right only</source>
        <translation>仅右侧有 DEFAULT %1</translation>
    </message>
    <message>
        <source>DEFAULT %1 on the left, %2 on the right</source>
        <translation>左侧为 DEFAULT %1，右侧为 %2</translation>
    </message>
    <message>
        <source>numbered by the server where no value is given</source>
        <translation>未给出值时由服务器编号</translation>
    </message>
    <message>
        <source>numbered by the server</source>
        <translation>由服务器编号</translation>
    </message>
    <message>
        <source>an ordinary column</source>
        <translation>普通列</translation>
    </message>
    <message>
        <source>On the left %1, on the right %2</source>
        <translation>左侧：%1；右侧：%2</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>注释</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Two kinds of relation: a view, an external or a foreign table has no key, default or NOT NULL of its own</source>
        <translation>两种不同的关系：视图、外部表没有自己的主键、默认值或 NOT NULL</translation>
    </message>
    <message>
        <source>Primary key</source>
        <translation>主键</translation>
    </message>
    <message>
        <source>Partitioned by</source>
        <translation>分区列</translation>
    </message>
    <message>
        <source>Hologres has one level of partitions; other partition columns of MaxCompute are ordinary ones there</source>
        <translation>Hologres 只有一级分区；MaxCompute 的其他分区列在 Hologres 中为普通列</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 天</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Column mapping</source>
        <translation>列映射</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>%1 becomes %2 in %3: %4</source>
        <translation>%1 在 %3 中对应 %2：%4</translation>
    </message>
    <message>
        <source>%2 has no type for %1</source>
        <translation>%2 中没有与 %1 对应的类型</translation>
    </message>
    <message>
        <source>%1 becomes %2 in %3, not %4</source>
        <translation>%1 在 %3 中对应 %2，而不是 %4</translation>
    </message>
    <message>
        <source>%1 on the left, %2 on the right</source>
        <translation>左侧为 %1，右侧为 %2</translation>
    </message>
    <message>
        <source>%1 and %2 stand for each other: exact</source>
        <translation>%1 与 %2 相互对应：精确</translation>
    </message>
    <message>
        <source>%1 holds all values of %2 all the same</source>
        <translation>但 %1 能容纳 %2 的所有值</translation>
    </message>
    <message>
        <source>%2 for %1: the type table has it in the other direction only</source>
        <translation>%1 用 %2：类型表中只有反方向的对应关系</translation>
    </message>
    <message>
        <source>%1 is there: drop or rename it before</source>
        <translation>%1 已存在：请先删除或重命名</translation>
    </message>
    <message>
        <source>%1 is another kind of relation now (%2): this makes a table with rows of its own</source>
        <translation>%1 目前是另一种关系（%2）：此处创建自己存储数据的表</translation>
    </message>
    <message>
        <source>%1 is another kind of relation (%2): this makes a table with its columns</source>
        <translation>%1 是另一种关系（%2）：此处创建具有相同列的表</translation>
    </message>
    <message>
        <source>No column is left that a table could have</source>
        <translation>没有可用于建表的列</translation>
    </message>
    <message>
        <source>Only %1 has: %2</source>
        <translation>仅 %1 有：%2</translation>
    </message>
    <message>
        <source>a table of MaxCompute has at most %1 columns</source>
        <translation>MaxCompute 的表最多有 %1 列</translation>
    </message>
    <message>
        <source>the primary key (%1)</source>
        <translation>主键（%1）</translation>
    </message>
    <message>
        <source>Partition columns that are ordinary ones here: %1</source>
        <translation>在此为普通列的分区列：%1</translation>
    </message>
    <message>
        <source>property %1 = %2</source>
        <translation>属性 %1 = %2</translation>
    </message>
    <message>
        <source>DESTRUCTIVE: %1</source>
        <translation>破坏性操作：%1</translation>
    </message>
    <message>
        <source>Not done here: %1</source>
        <translation>此处未做：%1</translation>
    </message>
    <message>
        <source>DEFAULT %2 of %1 takes numbers of a sequence of the other table</source>
        <translation>%1 的 DEFAULT %2 使用另一张表的序列</translation>
    </message>
    <message>
        <source>how values of %1 are made by the server</source>
        <translation>服务器生成 %1 的值的方式</translation>
    </message>
    <message>
        <source>Ambiguous: the name of another column differs from %1 in capitals alone, which MaxCompute does not tell apart</source>
        <translation>有歧义：另一列的名称与 %1 仅大小写不同，MaxCompute 无法区分</translation>
    </message>
    <message>
        <source>MaxCompute cannot have the name %1: a mapping calls it %2</source>
        <translation>MaxCompute 不支持名称 %1：映射时称为 %2</translation>
    </message>
    <message>
        <source>Column %1 on the left, column %2 on the right</source>
        <translation>左侧为第 %1 列，右侧为第 %2 列</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>equivalent</source>
        <translation>等价</translation>
    </message>
    <message>
        <source>one system only</source>
        <translation>仅一个系统有</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>位置不同</translation>
    </message>
    <message>
        <source>different</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>only left</source>
        <translation>仅左侧</translation>
    </message>
    <message>
        <source>only right</source>
        <translation>仅右侧</translation>
    </message>
    <message>
        <source>1 difference of the table</source>
        <translation>表有 1 处差异</translation>
    </message>
    <message>
        <source>%1 differences of the table</source>
        <translation>表有 %1 处差异</translation>
    </message>
    <message>
        <source>External tables are looked for in MaxCompute: name a connection, a project or a schema.</source>
        <translation>外部表在 MaxCompute 中查找：请指定连接、项目或 Schema。</translation>
    </message>
    <message>
        <source>There is no connection called %1.</source>
        <translation>没有名为 %1 的连接。</translation>
    </message>
    <message>
        <source>It was removed; runs still tell of it.</source>
        <translation>它已被移除；运行记录中仍有它。</translation>
    </message>
    <message>
        <source>%1 has no lineage.</source>
        <translation>%1 没有血缘。</translation>
    </message>
    <message>
        <source>Lineage is told of tables, schemas and foreign servers: name one with its connection.</source>
        <translation>血缘适用于表、Schema 和外部数据源：请连同连接一起指定。</translation>
    </message>
    <message>
        <source>needs Hologres 4.1; this is %1</source>
        <translation>需要 Hologres 4.1；当前为 %1</translation>
    </message>
    <message>
        <source>%1, first row readable</source>
        <translation>%1，首行可读</translation>
    </message>
    <message>
        <source>with %1 = %2, what is older is deleted</source>
        <translation>%1 = %2 后，更早的数据会被删除</translation>
    </message>
    <message>
        <source>The same but for partition columns and names that a mapping changes</source>
        <translation>除分区列和映射更改的名称外相同</translation>
    </message>
    <message>
        <source>%1 stays NOT NULL: it is of the primary key</source>
        <translation>%1 仍为 NOT NULL：它属于主键</translation>
    </message>
    <message>
        <source>%1 stays NOT NULL, which ALTER TABLE of %2 does not take away</source>
        <translation>%1 仍为 NOT NULL：%2 的 ALTER TABLE 不能去掉它</translation>
    </message>
    <message>
        <source>NOT NULL of %1: rows that are there may have no value</source>
        <translation>%1 的 NOT NULL：已有的行可能没有值</translation>
    </message>
    <message>
        <source>%1: none; the other table has %2</source>
        <translation>%1：无；另一个表为 %2</translation>
    </message>
    <message>
        <source>%1 stays: %2; the other table has none</source>
        <translation>%1 保持 %2；另一个表没有</translation>
    </message>
    <message>
        <source>%1 stays: %2; the other table has %3</source>
        <translation>%1 保持 %2；另一个表为 %3</translation>
    </message>
    <message>
        <source>DEFAULT %2 of %1, which only a new table gets</source>
        <translation>%1 的 DEFAULT %2，只有新建的表才有</translation>
    </message>
    <message>
        <source>%1 keeps its DEFAULT, which ALTER TABLE does not take away</source>
        <translation>%1 保留其 DEFAULT：ALTER TABLE 不能去掉它</translation>
    </message>
    <message>
        <source>DEFAULT %2 of %1 is in words of %3 and is not translated</source>
        <translation>%1 的 DEFAULT %2 是 %3 的写法，未作转换</translation>
    </message>
    <message>
        <source>%1 was made, then gone before the run was resumed.</source>
        <translation>%1 曾被创建，但在继续运行之前已不存在。</translation>
    </message>
    <message>
        <source>Run the task again: it makes the schema anew.</source>
        <translation>请再次运行该任务：它会重新创建该 Schema。</translation>
    </message>
    <message>
        <source>Run the task again: it makes the table anew.</source>
        <translation>请再次运行该任务：它会重新创建该表。</translation>
    </message>
    <message>
        <source>%1 was made, then changed by somebody before the run was resumed: %2.</source>
        <translation>%1 曾被创建，但在继续运行之前被他人更改：%2。</translation>
    </message>
    <message>
        <source>There is no table in %1</source>
        <translation>%1 中没有表</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must name a schema. %2 is none, but: %3.</source>
        <translation>“%1”必须指明一个 Schema。%2 不是 Schema，而是：%3。</translation>
    </message>
    <message>
        <source>Name its schema there, %1, and in &quot;tables&quot; beside it: %2.</source>
        <translation>请在该处写它的 Schema %1，并在旁边的“tables”中写：%2。</translation>
    </message>
    <message>
        <source>Made, then gone before the run was resumed</source>
        <translation>曾被创建，但在继续运行之前已不存在</translation>
    </message>
    <message>
        <source>Made, then changed by somebody before the run was resumed: %1</source>
        <translation>曾被创建，但在继续运行之前被他人更改：%1</translation>
    </message>
    <message>
        <source>1 of %1 made was gone or changed before the run was resumed: %2.</source>
        <translation>已创建的 %1 个表中有 1 个在继续运行之前已不存在或被更改：%2。</translation>
    </message>
    <message>
        <source>%1 of %2 made were gone or changed before the run was resumed: %3.</source>
        <translation>已创建的 %2 个表中有 %1 个在继续运行之前已不存在或被更改：%3。</translation>
    </message>
    <message>
        <source>Run the task again, and keep the names that are taken: it makes what is missing.</source>
        <translation>请再次运行该任务，并保留已被占用的名称：它会补建缺失的表。</translation>
    </message>
    <message>
        <source>Look at it. To have it as planned, run the task again with &quot;replace&quot;.</source>
        <translation>请查看该表。如需与计划一致，请使用“replace”再次运行该任务。</translation>
    </message>
    <message>
        <source>%1 is no foreign table (%2).</source>
        <translation>%1 不是外部表（Foreign Table）：%2。</translation>
    </message>
    <message>
        <source>%1 shows no table of MaxCompute (foreign server %2): there is nothing to compare.</source>
        <translation>%1 不对应 MaxCompute 表（外部服务器 %2），没有可比较的内容。</translation>
    </message>
    <message>
        <source>Queries that read the column fail</source>
        <translation>读取该列的查询会失败</translation>
    </message>
    <message>
        <source>Queries that read the column fail: Hologres has no type for %1</source>
        <translation>读取该列的查询会失败：Hologres 没有对应 %1 的类型</translation>
    </message>
    <message>
        <source>Queries that read the column fail or show other values: Hologres reads %1 as %2</source>
        <translation>读取该列的查询会失败或显示其他值：Hologres 将 %1 读取为 %2</translation>
    </message>
    <message>
        <source>%1 is declared and not in MaxCompute</source>
        <translation>%1 已声明，但 MaxCompute 中不存在</translation>
    </message>
    <message>
        <source>%1 is declared %2, and %3 in MaxCompute</source>
        <translation>%1 声明为 %2，在 MaxCompute 中为 %3</translation>
    </message>
    <message>
        <source>The partition column %1 (%2) is in MaxCompute and not declared</source>
        <translation>分区列 %1（%2）在 MaxCompute 中存在，但未声明</translation>
    </message>
    <message>
        <source>%1 (%2) is in MaxCompute and not declared</source>
        <translation>%1（%2）在 MaxCompute 中存在，但未声明</translation>
    </message>
    <message>
        <source>The table %1 is gone in MaxCompute</source>
        <translation>MaxCompute 中的表 %1 已不存在</translation>
    </message>
    <message>
        <source>Every query fails: Table not found</source>
        <translation>所有查询都会失败：Table not found</translation>
    </message>
    <message>
        <source>It names the project as %1; as the project is now, it is %2</source>
        <translation>它将项目写作 %1；按项目现状应为 %2</translation>
    </message>
    <message>
        <source>%1 is another sort of table in MaxCompute now (%2)</source>
        <translation>%1 在 MaxCompute 中现为另一类对象（%2）</translation>
    </message>
    <message>
        <source>Every query fails: %1</source>
        <translation>所有查询都会失败：%1</translation>
    </message>
    <message>
        <source>There is no schema %1.</source>
        <translation>没有 Schema %1。</translation>
    </message>
    <message>
        <source>Dropped and added again with another type, at the end of the table: %1. Hologres cannot change the type of a foreign table&apos;s column. Rights on these columns alone go with them.</source>
        <translation>以另一类型删除并重新添加到表末尾：%1。Hologres 不能更改外部表列的类型。只授予这些列的权限会随之丢失。</translation>
    </message>
    <message>
        <source>Dropped from the foreign table: %1. No row in MaxCompute is touched.</source>
        <translation>从外部表中删除：%1。不影响 MaxCompute 中的任何行。</translation>
    </message>
    <message>
        <source>Where views read a column that is dropped, Hologres refuses and names them, and nothing is changed.</source>
        <translation>如有视图读取要删除的列，Hologres 会拒绝并列出这些视图，不做任何更改。</translation>
    </message>
    <message>
        <source>The foreign table stays, with its rights and what else reads it.</source>
        <translation>外部表本身保留，其权限以及读取它的其他对象不受影响。</translation>
    </message>
    <message>
        <source>Alter foreign table %1</source>
        <translation>修改外部表 %1</translation>
    </message>
    <message>
        <source>Hologres cannot change the options of a foreign table: it is dropped and made anew. Rights and comments that were given to it go with it; grant them again. Where views read it, Hologres refuses and names them, and nothing is dropped.</source>
        <translation>Hologres 不能更改外部表的选项：将删除并重新创建。授予它的权限和为它设置的注释会随之丢失，请重新授权。如有视图读取它，Hologres 会拒绝并列出这些视图，不删除任何对象。</translation>
    </message>
    <message>
        <source>%1 was made anew since this was planned.</source>
        <translation>%1 在制定计划之后被重新创建。</translation>
    </message>
    <message>
        <source>Dropped, and verified: it is gone</source>
        <translation>已删除，并已确认不再存在</translation>
    </message>
    <message>
        <source>The server dropped the table. That it is gone could not be verified: %1</source>
        <translation>服务器已删除该表，但无法确认它已不存在：%1</translation>
    </message>
    <message>
        <source>The table was dropped, and %1 is there again (%2).</source>
        <translation>该表已删除，但 %1 又出现了（%2）。</translation>
    </message>
    <message>
        <source>Somebody has made one of this name. Look at it before you go on.</source>
        <translation>有人创建了同名对象。请先查看它，再继续。</translation>
    </message>
    <message>
        <source>%1 is no foreign table any more (%2).</source>
        <translation>%1 不再是外部表（%2）。</translation>
    </message>
    <message>
        <source>The columns of %1 were changed since this was planned.</source>
        <translation>%1 的列在制定计划之后被更改。</translation>
    </message>
    <message>
        <source>The altering step</source>
        <translation>修改步骤</translation>
    </message>
    <message>
        <source>Nothing was changed. Check drift again, and repair it.</source>
        <translation>未做任何更改。请重新检查漂移，再进行修复。</translation>
    </message>
    <message>
        <source>Altered before the run was cut off</source>
        <translation>在运行中断之前已修改</translation>
    </message>
    <message>
        <source>It is no foreign table (%1): %2 would be gone with it</source>
        <translation>它不是外部表（%1）：删除它会同时丢失%2</translation>
    </message>
    <message>
        <source>It shows no table of MaxCompute: its foreign server is %1, and only foreign tables of %2 are dropped here</source>
        <translation>它映射的不是 MaxCompute 表：其外部服务器为 %1，此处只删除 %2 的外部表</translation>
    </message>
    <message>
        <source>Nothing of the MaxCompute table that it shows, %1, is touched.</source>
        <translation>不会改动它所映射的 MaxCompute 表 %1。</translation>
    </message>
    <message>
        <source>Only foreign tables of Hologres can be dropped here.</source>
        <translation>此处只能删除 Hologres 的外部表。</translation>
    </message>
    <message>
        <source>Foreign tables are not shown, %1 here: MaxCompute reads only what Hologres itself stores.</source>
        <translation>不显示外部表（Foreign Table），此处 %1 张：MaxCompute 只读取 Hologres 自身存储的数据。</translation>
    </message>
    <message>
        <source>It was made on %1 over %2, through the foreign server %3. The log keeps the statement that makes it again.</source>
        <translation>它于 %1 通过外部服务器 %3 在 %2 上创建。日志会保留重新创建它的语句。</translation>
    </message>
    <message>
        <source>MaxCompute does not tell which schema it shows, and no run of this machine made it: who wants it back must know that and its foreign server.</source>
        <translation>MaxCompute 不说明它显示哪个 Schema，且不是由本机的运行创建的：若要恢复，必须知道该 Schema 及其外部服务器。</translation>
    </message>
    <message>
        <source>Up to 8 MiB a value</source>
        <translation>单个值最大 8 MiB</translation>
    </message>
    <message>
        <source>BYTEA holds up to 1 GiB a value, BINARY up to 8 MiB; larger values fail when they are read.</source>
        <translation>BYTEA 单个值最大 1 GiB，BINARY 最大 8 MiB；更大的值在读取时会失败。</translation>
    </message>
    <message>
        <source>Source unknown: no connection to the project %1 at %2</source>
        <translation>源未知：没有到 %2 上项目 %1 的连接</translation>
    </message>
    <message>
        <source>The foreign table was made for the project there. Save a MaxCompute connection to it, then compare again.</source>
        <translation>该外部表（Foreign Table）是为那里的项目创建的。请保存到该项目的 MaxCompute 连接，然后重新比较。</translation>
    </message>
    <message>
        <source>Source unknown: saved connections have a project %1 on %2</source>
        <translation>源未知：已保存的连接在多个服务器上都有项目 %1：%2</translation>
    </message>
    <message>
        <source>Hologres does not tell which server it reads. Keep the connections of one server, or map the table again from it with &quot;replace&quot;: that is remembered.</source>
        <translation>Hologres 不会说明读取的是哪个服务器。请只保留一个服务器的连接，或用“替换”从该服务器重新映射该表：此后会有记录。</translation>
    </message>
    <message>
        <source>Source unknown: no connection to the project %1</source>
        <translation>源未知：没有到项目 %1 的连接</translation>
    </message>
    <message>
        <source>Save a MaxCompute connection to that project, then compare again.</source>
        <translation>请保存到该项目的 MaxCompute 连接，然后重新比较。</translation>
    </message>
    <message>
        <source>The table that it was made for is gone, and it shows %1 now. Map that with &quot;replace&quot; to have it compared, or drop the foreign table.</source>
        <translation>创建时所显示的表已不存在，现在显示的是 %1。如需比较，请用“替换”映射该表；否则请删除该外部表（Foreign Table）。</translation>
    </message>
    <message>
        <source>The record of %1 cannot be read; compared without it: %2</source>
        <translation>无法读取 %1 的记录；已不使用它进行比较：%2</translation>
    </message>
    <message>
        <source>Both sides are compared as they are, and not repaired. Map the table again with &quot;replace&quot;, or remove that file: then it is compared and repaired as one that Isthmus did not make.</source>
        <translation>按双方现状比较，不做修复。请用“替换”重新映射该表，或删除该文件：此后按非 Isthmus 创建的映射比较和修复。</translation>
    </message>
    <message>
        <source>The table %1 was dropped and made anew in MaxCompute</source>
        <translation>表 %1 已在 MaxCompute 中删除并重建</translation>
    </message>
    <message>
        <source>None: the foreign table does not show the column</source>
        <translation>无：外部表（Foreign Table）不显示该列</translation>
    </message>
    <message>
        <source>%1 was dropped in MaxCompute</source>
        <translation>%1 已在 MaxCompute 中删除</translation>
    </message>
    <message>
        <source>%1 is no longer in MaxCompute: dropped, or renamed</source>
        <translation>MaxCompute 中已没有 %1：已删除或已改名</translation>
    </message>
    <message>
        <source>%1 is called %2 in MaxCompute now</source>
        <translation>%1 在 MaxCompute 中已改名为 %2</translation>
    </message>
    <message>
        <source>%1 (%2) was added in MaxCompute</source>
        <translation>MaxCompute 中新增了 %1（%2）</translation>
    </message>
    <message>
        <source>None: Hologres has no type for it</source>
        <translation>无：Hologres 没有对应的类型</translation>
    </message>
    <message>
        <source>The comment of %1 changed in MaxCompute</source>
        <translation>%1 的注释已在 MaxCompute 中更改</translation>
    </message>
    <message>
        <source>%1 column comments changed in MaxCompute</source>
        <translation>%1 个列注释已在 MaxCompute 中更改</translation>
    </message>
    <message>
        <source>The comment of the table changed in MaxCompute</source>
        <translation>表注释已在 MaxCompute 中更改</translation>
    </message>
    <message>
        <source>The foreign table was made anew: it shows %1 now</source>
        <translation>外部表（Foreign Table）已重建：现在显示 %1</translation>
    </message>
    <message>
        <source>The foreign table was dropped and made anew by somebody (number %1, now %2)</source>
        <translation>外部表（Foreign Table）已被他人删除并重建（编号原为 %1，现为 %2）</translation>
    </message>
    <message>
        <source>Queries go on; rights that were given to the former table are gone</source>
        <translation>查询不受影响；授予原表的权限已不存在</translation>
    </message>
    <message>
        <source>%1 is no longer in the foreign table</source>
        <translation>外部表（Foreign Table）中已没有 %1</translation>
    </message>
    <message>
        <source>The foreign table&apos;s %1 was renamed to %2</source>
        <translation>外部表（Foreign Table）的 %1 已改名为 %2</translation>
    </message>
    <message>
        <source>Queries show the values of the column that MaxCompute calls %1</source>
        <translation>查询显示的是 MaxCompute 中名为 %1 的列的值</translation>
    </message>
    <message>
        <source>The foreign table&apos;s %1 was changed from %2 to %3</source>
        <translation>外部表（Foreign Table）的 %1 由 %2 更改为 %3</translation>
    </message>
    <message>
        <source>The foreign table has a new column %1 (%2)</source>
        <translation>外部表（Foreign Table）新增了列 %1（%2）</translation>
    </message>
    <message>
        <source>The foreign table&apos;s comment was changed from &quot;%1&quot; to &quot;%2&quot;</source>
        <translation>外部表（Foreign Table）的注释由“%1”更改为“%2”</translation>
    </message>
    <message>
        <source>The comment of the foreign table&apos;s %1 was changed from &quot;%2&quot; to &quot;%3&quot;</source>
        <translation>外部表（Foreign Table）中 %1 的注释由“%2”更改为“%3”</translation>
    </message>
    <message>
        <source>The foreign table %1 is gone</source>
        <translation>外部表（Foreign Table）%1 已不存在</translation>
    </message>
    <message>
        <source>%1 is no foreign table any more (%2)</source>
        <translation>%1 已不再是外部表（Foreign Table）（%2）</translation>
    </message>
    <message>
        <source>Renamed in the foreign table as in MaxCompute: %1. Rights, comments and views stay; queries that name the column have to use the new name.</source>
        <translation>外部表（Foreign Table）中按 MaxCompute 改名：%1。权限、注释和视图保留；引用该列的查询须改用新名称。</translation>
    </message>
    <message>
        <source>Hologres&apos; manual names no renaming of columns of foreign tables. Where the server refuses it, these are dropped and added again, at the end of the table, with their comments; rights on them alone go with them:
%1</source>
        <translation>Hologres 手册未提及外部表（Foreign Table）的列可以改名。如果服务器拒绝，则删除这些列并在表末尾重新添加，注释保留；仅授予这些列的权限随之失效：
%1</translation>
    </message>
    <message>
        <source>Comments that were set in Hologres stay.</source>
        <translation>在 Hologres 中设置的注释保留。</translation>
    </message>
    <message>
        <source>A name of MaxCompute has only letters (A to Z), digits and _</source>
        <translation>MaxCompute 名称只能包含字母（A 到 Z）、数字和 _</translation>
    </message>
    <message>
        <source>A name of MaxCompute has at most %1 bytes</source>
        <translation>MaxCompute 名称最多 %1 个字节</translation>
    </message>
    <message>
        <source>A name of MaxCompute starts with a letter</source>
        <translation>MaxCompute 名称必须以字母开头</translation>
    </message>
    <message>
        <source>The server does not rename columns of foreign tables; nothing was changed. Instead:
%1</source>
        <translation>服务器不支持外部表（Foreign Table）的列改名；未做任何更改。改为执行：
%1</translation>
    </message>
    <message>
        <source>Columns: %1</source>
        <translation>列：%1</translation>
    </message>
    <message>
        <source>Without the partition column %1 every query reads all partitions</source>
        <translation>没有分区列 %1，每个查询都会读取所有分区</translation>
    </message>
    <message>
        <source>Columns are chosen of what is none of the tables: %1</source>
        <translation>所选的列不属于任何一个要映射的表：%1</translation>
    </message>
    <message>
        <source>Not for %1</source>
        <translation>不适用于 %1</translation>
    </message>
    <message>
        <source>Hologres reads %1 as %2, and not as %3.</source>
        <translation>Hologres 将 %1 读为 %2，而不是 %3。</translation>
    </message>
</context>
<context>
    <name>MaxCompute</name>
    <message>
        <source>The connection names no project.</source>
        <translation>该连接没有指定项目。</translation>
    </message>
    <message>
        <source>The rows that the server sent cannot be read.</source>
        <translation>无法读取服务器发送的数据行。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be used as an endpoint.</source>
        <translation>“%1”不能用作 Endpoint。</translation>
    </message>
    <message>
        <source>It reads like https://service.cn-hangzhou.maxcompute.aliyun.com/api.</source>
        <translation>格式如 https://service.cn-hangzhou.maxcompute.aliyun.com/api。</translation>
    </message>
    <message>
        <source>Leave out user name, query and fragment: the AccessKey has fields of its own.</source>
        <translation>去掉用户名、查询参数和片段：AccessKey 有单独的输入框。</translation>
    </message>
    <message>
        <source>Use https: without it, whoever listens on the way could read the data.</source>
        <translation>使用 https：否则途中的窃听者可以读取数据。</translation>
    </message>
    <message>
        <source>%1 has nothing below it.</source>
        <translation>%1 没有下级对象。</translation>
    </message>
    <message>
        <source>Schema %1</source>
        <translation>Schema %1</translation>
    </message>
    <message>
        <source>Hive compatible</source>
        <translation>Hive 兼容</translation>
    </message>
    <message>
        <source>Project %1</source>
        <translation>项目 %1</translation>
    </message>
    <message>
        <source>Table %1</source>
        <translation>表 %1</translation>
    </message>
    <message>
        <source>The server&apos;s answer is not proper XML.</source>
        <translation>服务器的响应不是正确的 XML。</translation>
    </message>
    <message>
        <source>A value of column %1 does not fit the type %2.</source>
        <translation>列 %1 中有一个值不符合类型 %2。</translation>
    </message>
    <message>
        <source>A value does not fit the type %1.</source>
        <translation>有一个值不符合类型 %1。</translation>
    </message>
    <message>
        <source>Column %1 has the type %2, which cannot be transferred.</source>
        <translation>列 %1 的类型为 %2，无法传输。</translation>
    </message>
    <message>
        <source>Try again; if it happens again, the connection alters the data.</source>
        <translation>重试；如果再次出现，说明连接途中改动了数据。</translation>
    </message>
    <message>
        <source>The server&apos;s description of the columns cannot be read.</source>
        <translation>无法读取服务器返回的列定义。</translation>
    </message>
    <message>
        <source>A value of type %1 cannot be read: &quot;%2&quot;.</source>
        <translation>无法读取类型 %1 的值：“%2”。</translation>
    </message>
    <message>
        <source>%1 did not accept the AccessKey.</source>
        <translation>%1 不接受该 AccessKey。</translation>
    </message>
    <message>
        <source>Set the clock of this computer: requests are only accepted for some minutes.</source>
        <translation>校准本机时钟：请求只在几分钟内有效。</translation>
    </message>
    <message>
        <source>This account may not do this.</source>
        <translation>此账号无权执行此操作。</translation>
    </message>
    <message>
        <source>This account may not use %1.</source>
        <translation>此账号无权使用 %1。</translation>
    </message>
    <message>
        <source>Ask the owner of the project for the right that the details name.</source>
        <translation>向项目所有者申请详情中所列的权限。</translation>
    </message>
    <message>
        <source>What was asked for does not exist.</source>
        <translation>请求的对象不存在。</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1 不存在。</translation>
    </message>
    <message>
        <source>An object of that name exists already.</source>
        <translation>同名对象已存在。</translation>
    </message>
    <message>
        <source>%1 exists already.</source>
        <translation>%1 已存在。</translation>
    </message>
    <message>
        <source>%1 is too busy to answer.</source>
        <translation>%1 过于繁忙，无法响应。</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>稍后重试。</translation>
    </message>
    <message>
        <source>%1 is not ready to serve.</source>
        <translation>%1 尚未就绪。</translation>
    </message>
    <message>
        <source>%1 refused the request.</source>
        <translation>%1 拒绝了请求。</translation>
    </message>
    <message>
        <source>The host %1 was not found.</source>
        <translation>找不到主机 %1。</translation>
    </message>
    <message>
        <source>Check the endpoint&apos;s spelling and this computer&apos;s network.</source>
        <translation>检查 Endpoint 的拼写和本机的网络。</translation>
    </message>
    <message>
        <source>The proxy on the way to %1 was not found.</source>
        <translation>找不到通往 %1 的代理。</translation>
    </message>
    <message>
        <source>Check the proxy settings of this computer.</source>
        <translation>检查本机的代理设置。</translation>
    </message>
    <message>
        <source>%1 refused the connection.</source>
        <translation>%1 拒绝了连接。</translation>
    </message>
    <message>
        <source>Check that the endpoint is running and that host and port are right.</source>
        <translation>检查 Endpoint 是否在运行，以及主机和端口是否正确。</translation>
    </message>
    <message>
        <source>%1 stopped answering.</source>
        <translation>%1 停止了响应。</translation>
    </message>
    <message>
        <source>%1 did not answer in time.</source>
        <translation>%1 没有及时响应。</translation>
    </message>
    <message>
        <source>Try again; if it lasts, check network and endpoint.</source>
        <translation>重试；如果持续出现，检查网络和 Endpoint。</translation>
    </message>
    <message>
        <source>The connection to %1 was cut off.</source>
        <translation>到 %1 的连接被切断。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>重试。</translation>
    </message>
    <message>
        <source>The connection to %1 failed.</source>
        <translation>到 %1 的连接失败。</translation>
    </message>
    <message>
        <source>The answer of %1 is longer than %2.</source>
        <translation>%1 的响应超过 %2。</translation>
    </message>
    <message>
        <source>Check that the endpoint is a MaxCompute service.</source>
        <translation>检查 Endpoint 是否为 MaxCompute 服务。</translation>
    </message>
    <message>
        <source>The answer of %1 cannot be understood.</source>
        <translation>无法解析 %1 的响应。</translation>
    </message>
    <message>
        <source>Check that the endpoint is a MaxCompute service, its path included.</source>
        <translation>检查 Endpoint（包括路径）是否为 MaxCompute 服务。</translation>
    </message>
    <message>
        <source>The job %1 failed.</source>
        <translation>作业 %1 失败。</translation>
    </message>
    <message>
        <source>Correct the statement at the place that the details name.</source>
        <translation>在详情指出的位置修正语句。</translation>
    </message>
    <message>
        <source>There is no statement to run.</source>
        <translation>没有可运行的语句。</translation>
    </message>
    <message>
        <source>Job %1</source>
        <translation>作业 %1</translation>
    </message>
    <message>
        <source>Job %1 is submitted.</source>
        <translation>作业 %1 已提交。</translation>
    </message>
    <message>
        <source>The job %1 took too long and was stopped.</source>
        <translation>作业 %1 耗时过长，已停止。</translation>
    </message>
    <message>
        <source>Job %1 was stopped.</source>
        <translation>作业 %1 已停止。</translation>
    </message>
    <message>
        <source>Job %1 could not be stopped and may still run.</source>
        <translation>作业 %1 无法停止，可能仍在运行。</translation>
    </message>
    <message>
        <source>The tunnel refused the rows: at most %L1 come with the result.</source>
        <translation>Tunnel 拒绝返回数据行：随作业结果最多返回 %L1 行。</translation>
    </message>
    <message>
        <source>The job %1 was stopped on the service.</source>
        <translation>作业 %1 已在服务端停止。</translation>
    </message>
    <message>
        <source>%1 has no statement that creates it.</source>
        <translation>没有可以创建 %1 的语句。</translation>
    </message>
    <message>
        <source>The compressed rows cannot be read.</source>
        <translation>无法读取压缩的数据行。</translation>
    </message>
    <message>
        <source>The rows cannot be compressed.</source>
        <translation>无法压缩数据行。</translation>
    </message>
    <message>
        <source>The rows in Arrow format cannot be read.</source>
        <translation>无法读取 Arrow 格式的数据行。</translation>
    </message>
    <message>
        <source>%1 is no project and no schema.</source>
        <translation>%1 既不是项目也不是 Schema。</translation>
    </message>
    <message>
        <source>%1 is no schema.</source>
        <translation>%1 不是 Schema。</translation>
    </message>
    <message>
        <source>%1 names a partition already.</source>
        <translation>%1 已经指明了分区。</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no name of a time zone.</source>
        <translation>%1：“%2”不是时区名称。</translation>
    </message>
    <message>
        <source>Write a name such as Asia/Shanghai; offsets (GMT+8, +08:00) and abbreviations (CST) are not taken.</source>
        <translation>请写 Asia/Shanghai 这样的名称；不接受偏移量（GMT+8、+08:00）和缩写（CST）。</translation>
    </message>
    <message>
        <source>The rows of %1 did not get ready.</source>
        <translation>%1 的数据行未能准备就绪。</translation>
    </message>
    <message>
        <source>Try again. If that is cut off too, the service cannot send one of the values: its log says which.</source>
        <translation>请重试。如果再次中断，说明服务无法发送其中某个值：服务日志会说明是哪个值。</translation>
    </message>
    <message>
        <source>Check the AccessKey ID of the connection, and enter its secret again.</source>
        <translation>请检查该连接的 AccessKey ID，并重新输入其密钥。</translation>
    </message>
    <message>
        <source>Check the spelling; it may also have been renamed or dropped meanwhile.</source>
        <translation>请检查拼写；它也可能已被重命名或删除。</translation>
    </message>
    <message>
        <source>In Hologres, grant the account, or the RAM role that the external table or schema names, USAGE on the schema and SELECT on the table.</source>
        <translation>请在 Hologres 中，为该账号或外部表、外部 Schema 所用的 RAM 角色授予 Schema 的 USAGE 权限和表的 SELECT 权限。</translation>
    </message>
    <message>
        <source>%1: its source refused access.</source>
        <translation>%1：其数据源拒绝访问。</translation>
    </message>
    <message>
        <source>The rows of %1 come by a query only.</source>
        <translation>%1 的行只能通过查询得到。</translation>
    </message>
    <message>
        <source>Run the query by SQL, and save its result.</source>
        <translation>请用 SQL 运行查询并保存其结果。</translation>
    </message>
    <message>
        <source>If the server speaks TLS there, write https:// in the endpoint; else try again.</source>
        <translation>如果服务器在该端口使用 TLS，请在 Endpoint 中写 https://；否则请重试。</translation>
    </message>
    <message>
        <source>%1 answers with TLS only.</source>
        <translation>%1 只以 TLS 应答。</translation>
    </message>
    <message>
        <source>Write https:// in the endpoint.</source>
        <translation>请在 Endpoint 中写 https://。</translation>
    </message>
    <message>
        <source>If it changes anything, the service may have done it all the same: look before you send it again.</source>
        <translation>如果它会更改任何内容，服务端可能已经执行：再次发送前请先查看。</translation>
    </message>
    <message>
        <source>Foreign server %1</source>
        <translation>外部数据源 %1</translation>
    </message>
    <message>
        <source>SQL runs in a project, and %1 shows all projects of its tenant.</source>
        <translation>SQL 在某个项目中运行，而 %1 显示租户的所有项目。</translation>
    </message>
    <message>
        <source>Name the project: isthmusctl sql --project NAME.</source>
        <translation>请指定项目：isthmusctl sql --project NAME。</translation>
    </message>
    <message>
        <source>Its owner can let you in. In that project: ADD USER &lt;account&gt;; GRANT List, Read ON PROJECT %1 TO USER &lt;account&gt;;</source>
        <translation>项目所有者可以授权。在该项目中执行：ADD USER &lt;account&gt;; GRANT List, Read ON PROJECT %1 TO USER &lt;account&gt;;</translation>
    </message>
    <message>
        <source>Job %1 may go on, or have ended well: look at what is there before you send it again.</source>
        <translation>作业 %1 可能仍在运行，或已成功结束：再次提交前请先查看现有内容。</translation>
    </message>
    <message>
        <source>The service does not list foreign servers.</source>
        <translation>服务不列出外部数据源。</translation>
    </message>
    <message>
        <source>MaxCompute&apos;s console does: Manage Configurations › Foreign Server.</source>
        <translation>MaxCompute 控制台可以：Manage Configurations › Foreign Server。</translation>
    </message>
    <message>
        <source>State of job %1: %2</source>
        <translation>作业 %1 的状态：%2</translation>
    </message>
</context>
<context>
    <name>NameIndex</name>
    <message>
        <source>%1 holds more than %2 names.</source>
        <translation>%1 包含的名称超过 %2 个。</translation>
    </message>
    <message>
        <source>The list of names of %1 does not end.</source>
        <translation>%1 的名称列表没有结尾。</translation>
    </message>
    <message>
        <source>The name index is damaged.</source>
        <translation>名称索引已损坏。</translation>
    </message>
    <message>
        <source>Names are found as far as they are read in this session.</source>
        <translation>只能找到本次会话中读取过的名称。</translation>
    </message>
    <message>
        <source>The name index, %1, cannot be written: the disk is full.</source>
        <translation>无法写入名称索引 %1：磁盘已满。</translation>
    </message>
    <message>
        <source>Make room on that disk.</source>
        <translation>请在该磁盘上腾出空间。</translation>
    </message>
    <message>
        <source>The name index, %1, cannot be opened.</source>
        <translation>无法打开名称索引 %1。</translation>
    </message>
    <message>
        <source>The name index, %1, cannot be read or written.</source>
        <translation>无法读写名称索引 %1。</translation>
    </message>
    <message>
        <source>Check the disk, your quota and the limit on the size of files (ulimit -f).</source>
        <translation>请检查磁盘、您的配额以及文件大小限制（ulimit -f）。</translation>
    </message>
    <message>
        <source>Another program is using the name index, %1.</source>
        <translation>另一个程序正在使用名称索引 %1。</translation>
    </message>
    <message>
        <source>The name index, %1, is damaged.</source>
        <translation>名称索引 %1 已损坏。</translation>
    </message>
    <message>
        <source>%1 was written by a newer version of Isthmus.</source>
        <translation>%1 由更新版本的 Isthmus 写入。</translation>
    </message>
    <message>
        <source>The name index is full.</source>
        <translation>名称索引已满。</translation>
    </message>
    <message>
        <source>Remove connections that are not used any more.</source>
        <translation>请移除不再使用的连接。</translation>
    </message>
    <message>
        <source>The name index was damaged; names are read anew.</source>
        <translation>名称索引已损坏；正在重新读取名称。</translation>
    </message>
    <message>
        <source>The old file is %1.</source>
        <translation>旧文件是 %1。</translation>
    </message>
    <message>
        <source>The name index, %1, cannot be opened: a folder is where the file should be.</source>
        <translation>无法打开名称索引 %1：本应是文件的位置是一个文件夹。</translation>
    </message>
    <message>
        <source>Move that folder away.</source>
        <translation>请移走该文件夹。</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>A plan holds at most %1 steps.</source>
        <translation>一个计划最多包含 %1 个步骤。</translation>
    </message>
    <message>
        <source>1 to %1 steps run at once.</source>
        <translation>同时运行的步骤为 1 至 %1 个。</translation>
    </message>
    <message>
        <source>The id &quot;%1&quot; of a step is missing or used twice.</source>
        <translation>步骤的标识“%1”缺失或重复使用。</translation>
    </message>
    <message>
        <source>The step &quot;%1&quot; needs &quot;%2&quot;, which does not come before it.</source>
        <translation>步骤“%1”需要“%2”，但后者并不在它之前。</translation>
    </message>
    <message>
        <source>This plan</source>
        <translation>此计划</translation>
    </message>
    <message>
        <source>This step</source>
        <translation>此步骤</translation>
    </message>
    <message>
        <source>Not run</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>Not run again</source>
        <translation>未再次运行</translation>
    </message>
</context>
<context>
    <name>Planning</name>
    <message>
        <source>No part of this program plans &quot;%1&quot; tasks.</source>
        <translation>程序中没有能规划“%1”任务的部分。</translation>
    </message>
</context>
<context>
    <name>PreviewReading</name>
    <message>
        <source>%1 · no more fit into a preview</source>
        <translation>%1 · 预览容纳不下更多行</translation>
    </message>
    <message>
        <source>%1 · not readable with your rights: %2</source>
        <translation>%1 · 以您的权限不可读取：%2</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 行</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>%1 of about %2 rows</source>
        <translation>%1 / 约 %2 行</translation>
    </message>
    <message>
        <source>first %1 rows</source>
        <translation>前 %1 行</translation>
    </message>
</context>
<context>
    <name>Prompter</name>
    <message>
        <source>Remove connection</source>
        <translation>移除连接</translation>
    </message>
    <message>
        <source>Remove the connection %1?</source>
        <translation>移除连接 %1？</translation>
    </message>
    <message>
        <source>Its settings and its kept secret are forgotten. Nothing is changed on the server.</source>
        <translation>将清除其设置和已保存的密钥。不会更改服务器上的任何内容。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Close Isthmus</source>
        <translation>关闭 Isthmus</translation>
    </message>
    <message>
        <source>A run is active.</source>
        <translation>有 1 个任务正在运行。</translation>
    </message>
    <message>
        <source>%1 runs are active.</source>
        <translation>有 %1 个任务正在运行。</translation>
    </message>
    <message>
        <source>Closing stops them on the server too. What they did so far is kept in their logs.</source>
        <translation>关闭后，服务器上的运行也会停止。已完成的部分保留在运行日志中。</translation>
    </message>
    <message>
        <source>Keep Isthmus open</source>
        <translation>保持打开</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <source>%1 has unsaved changes.</source>
        <translation>“%1”有未保存的更改。</translation>
    </message>
    <message>
        <source>%1 documents have unsaved changes: %2</source>
        <translation>%1 个文档有未保存的更改：%2</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>未保存的更改</translation>
    </message>
    <message>
        <source>What is not saved is lost.</source>
        <translation>未保存的内容将会丢失。</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>不保存</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation>输入 %1 以确认</translation>
    </message>
    <message>
        <source>Write to production</source>
        <translation>写入生产环境</translation>
    </message>
    <message>
        <source>What is left of it writes to %1, of production. Type that name to confirm.</source>
        <translation>其余步骤将写入生产环境的 %1。输入该名称以确认。</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>What the window remembers cannot be kept. The tabs, open rows and pins of this session are not there at the next start.</source>
        <translation>窗口的状态无法保存。下次启动时，本次打开的标签页、展开的行和固定的对象将不再保留。</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>留下</translation>
    </message>
    <message>
        <source>Close anyway</source>
        <translation>仍然关闭</translation>
    </message>
</context>
<context>
    <name>Properties</name>
    <message>
        <source>Layout</source>
        <translation>存储布局</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Other properties</source>
        <translation>其他属性</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 年</translation>
    </message>
    <message>
        <source>%1 years</source>
        <translation>%1 年</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 天</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>%1 hours</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 分钟</translation>
    </message>
    <message>
        <source>%1 minutes</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>1 秒</translation>
    </message>
    <message>
        <source>%1 seconds</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>by columns</source>
        <translation>列存</translation>
    </message>
    <message>
        <source>by rows</source>
        <translation>行存</translation>
    </message>
    <message>
        <source>by rows and by columns</source>
        <translation>行列共存</translation>
    </message>
    <message>
        <source>hot</source>
        <translation>热存储</translation>
    </message>
    <message>
        <source>cold</source>
        <translation>冷存储</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开启</translation>
    </message>
    <message>
        <source>%1 (descending)</source>
        <translation>%1（降序）</translation>
    </message>
    <message>
        <source>%1 (automatic)</source>
        <translation>%1（自动）</translation>
    </message>
    <message>
        <source>%1 (off)</source>
        <translation>%1（关闭）</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>存储格式</translation>
    </message>
    <message>
        <source>Distribution key</source>
        <translation>分布键</translation>
    </message>
    <message>
        <source>Clustering key</source>
        <translation>聚簇索引</translation>
    </message>
    <message>
        <source>Event time column</source>
        <translation>事件时间列</translation>
    </message>
    <message>
        <source>Segment key</source>
        <translation>分段键</translation>
    </message>
    <message>
        <source>Bitmap index</source>
        <translation>位图索引</translation>
    </message>
    <message>
        <source>Dictionary encoding</source>
        <translation>字典编码</translation>
    </message>
    <message>
        <source>Table group</source>
        <translation>Table Group</translation>
    </message>
    <message>
        <source>File format</source>
        <translation>文件格式</translation>
    </message>
    <message>
        <source>Storage tier</source>
        <translation>存储层级</translation>
    </message>
    <message>
        <source>Logical partitions</source>
        <translation>逻辑分区</translation>
    </message>
    <message>
        <source>Logical partition columns</source>
        <translation>逻辑分区列</translation>
    </message>
    <message>
        <source>Queries must name a partition</source>
        <translation>查询必须指定分区</translation>
    </message>
    <message>
        <source>Transactional</source>
        <translation>事务表</translation>
    </message>
    <message>
        <source>Write buckets</source>
        <translation>写入桶数</translation>
    </message>
    <message>
        <source>Rows kept</source>
        <translation>数据保留</translation>
    </message>
    <message>
        <source>Partitions kept</source>
        <translation>分区保留</translation>
    </message>
    <message>
        <source>Partitions kept hot</source>
        <translation>分区热存储保留</translation>
    </message>
    <message>
        <source>Earlier versions kept</source>
        <translation>历史版本保留</translation>
    </message>
    <message>
        <source>Binary log</source>
        <translation>Binlog</translation>
    </message>
    <message>
        <source>Binary log kept</source>
        <translation>Binlog 保留</translation>
    </message>
    <message>
        <source>Binary log for partitions of</source>
        <translation>生成 Binlog 的分区范围</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保留期</translation>
    </message>
    <message>
        <source>Foreign server</source>
        <translation>外部服务器</translation>
    </message>
    <message>
        <source>Options of the foreign table</source>
        <translation>外部表选项</translation>
    </message>
</context>
<context>
    <name>Records</name>
    <message>
        <source>The first row of %1 is larger than %2.</source>
        <translation>%1 的第一行大于 %2。</translation>
    </message>
    <message>
        <source>Read the columns that you need by SQL, long texts in parts.</source>
        <translation>请用 SQL 只读取需要的列，长文本可分段读取。</translation>
    </message>
    <message>
        <source>Statement %1 of %2 (line %3): %4</source>
        <translation>第 %1 条语句，共 %2 条（第 %3 行）：%4</translation>
    </message>
    <message>
        <source>No statement was run.</source>
        <translation>没有运行任何语句。</translation>
    </message>
    <message>
        <source>The statements before it were undone with it.</source>
        <translation>它之前的语句已随之撤销。</translation>
    </message>
    <message>
        <source>The statements between the last COMMIT and it were undone with it.</source>
        <translation>最后一个 COMMIT 之后、它之前的语句已随之撤销。</translation>
    </message>
    <message>
        <source>%1 can be filtered by a query only.</source>
        <translation>%1 只能通过查询来过滤。</translation>
    </message>
    <message>
        <source>The rows of %1 cannot be exported.</source>
        <translation>无法导出 %1 的行。</translation>
    </message>
    <message>
        <source>There is no column %1.</source>
        <translation>没有列 %1。</translation>
    </message>
    <message>
        <source>Read the table again: it may have changed.</source>
        <translation>请重新读取该表：它可能已经变化。</translation>
    </message>
    <message>
        <source>The rows of %1 cannot be counted.</source>
        <translation>无法统计 %1 的行数。</translation>
    </message>
    <message>
        <source>Values of %1 cannot be counted.</source>
        <translation>无法统计 %1 的值。</translation>
    </message>
</context>
<context>
    <name>Sandbox</name>
    <message>
        <source>The sandbox&apos;s MaxCompute side cannot use its PostgreSQL database</source>
        <translation>沙箱的 MaxCompute 侧无法使用其 PostgreSQL 数据库</translation>
    </message>
    <message>
        <source>The sandbox&apos;s MaxCompute side has no account</source>
        <translation>沙箱的 MaxCompute 侧没有账号</translation>
    </message>
    <message>
        <source>The sandbox ended while it was starting</source>
        <translation>沙箱在启动过程中退出</translation>
    </message>
    <message>
        <source>The sandbox cannot listen on %1, port %2</source>
        <translation>沙箱无法在 %1 的端口 %2 上监听</translation>
    </message>
    <message>
        <source>Another program may use the port.</source>
        <translation>该端口可能被其他程序占用。</translation>
    </message>
    <message>
        <source>The server&apos;s log is %1</source>
        <translation>服务器日志位于 %1</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written</source>
        <translation>无法写入文件夹 %1</translation>
    </message>
    <message>
        <source>Choose another folder, or change who may write to this one.</source>
        <translation>换一个文件夹，或更改此文件夹的写入权限。</translation>
    </message>
    <message>
        <source>%1 could not be started</source>
        <translation>无法启动 %1</translation>
    </message>
    <message>
        <source>The sandbox&apos;s log is %1</source>
        <translation>沙箱日志位于 %1</translation>
    </message>
    <message>
        <source>The sandbox&apos;s file sandbox.json is damaged: %1</source>
        <translation>沙箱文件 sandbox.json 已损坏：%1</translation>
    </message>
    <message>
        <source>Delete the sandbox&apos;s folder and start the sandbox again.</source>
        <translation>删除沙箱的文件夹，然后重新启动沙箱。</translation>
    </message>
    <message>
        <source>Another user&apos;s PostgreSQL runs in the folder %1</source>
        <translation>文件夹 %1 中运行着其他用户的 PostgreSQL</translation>
    </message>
    <message>
        <source>PostgreSQL still runs in the folder %1 and does not end</source>
        <translation>文件夹 %1 中的 PostgreSQL 仍在运行，没有结束</translation>
    </message>
    <message>
        <source>PostgreSQL&apos;s server programs are not installed</source>
        <translation>没有安装 PostgreSQL 的服务器程序</translation>
    </message>
    <message>
        <source>Install the package postgresql-15, for example with: sudo apt-get install postgresql-15</source>
        <translation>安装软件包 postgresql-15，例如：sudo apt-get install postgresql-15</translation>
    </message>
    <message>
        <source>PostgreSQL does not run as root, and there is no user it could run as</source>
        <translation>PostgreSQL 不能以 root 运行，而且没有可供它使用的用户</translation>
    </message>
    <message>
        <source>Install the package postgresql-15, which makes the user postgres.</source>
        <translation>安装软件包 postgresql-15，它会创建用户 postgres。</translation>
    </message>
    <message>
        <source>The sandbox did not answer in time</source>
        <translation>沙箱没有及时响应</translation>
    </message>
    <message>
        <source>Process %1 holds the sandbox in %2 but is no sandbox</source>
        <translation>进程 %1 占用了 %2 中的沙箱，但它不是沙箱</translation>
    </message>
    <message>
        <source>The sandbox in %1 belongs to another user</source>
        <translation>%1 中的沙箱属于其他用户</translation>
    </message>
    <message>
        <source>The sandbox in %1 does not stop</source>
        <translation>%1 中的沙箱没有停止</translation>
    </message>
    <message>
        <source>The scale %1 is not between 0 and 10,000</source>
        <translation>倍数 %1 不在 0 到 10,000 之间</translation>
    </message>
    <message>
        <source>The sandbox in %1 does not run</source>
        <translation>%1 中的沙箱没有运行</translation>
    </message>
    <message>
        <source>Start it with: isthmusctl sandbox start --dir &quot;%1&quot;</source>
        <translation>启动命令：isthmusctl sandbox start --dir &quot;%1&quot;</translation>
    </message>
    <message>
        <source>The folder %1 is not a sandbox</source>
        <translation>文件夹 %1 不是沙箱</translation>
    </message>
    <message>
        <source>Nothing was deleted.</source>
        <translation>没有删除任何内容。</translation>
    </message>
    <message>
        <source>The folder %1 holds other files</source>
        <translation>文件夹 %1 中有其他文件</translation>
    </message>
    <message>
        <source>Choose an empty folder or one that does not exist yet.</source>
        <translation>选择空文件夹，或尚不存在的文件夹。</translation>
    </message>
    <message>
        <source>Not all files of the sandbox in %1 could be deleted</source>
        <translation>%1 中沙箱的文件没有全部删除</translation>
    </message>
    <message>
        <source>Delete the folder as the user who made it.</source>
        <translation>以创建该文件夹的用户身份删除它。</translation>
    </message>
    <message>
        <source>The sandbox in %1 runs already</source>
        <translation>%1 中的沙箱已在运行</translation>
    </message>
    <message>
        <source>The signals that stop the sandbox cannot be caught</source>
        <translation>无法捕获停止沙箱的信号</translation>
    </message>
    <message>
        <source>There is no sandbox in the folder %1</source>
        <translation>文件夹 %1 中没有沙箱</translation>
    </message>
    <message>
        <source>Start one with: isthmusctl sandbox start --dir &quot;%1&quot;</source>
        <translation>启动命令：isthmusctl sandbox start --dir &quot;%1&quot;</translation>
    </message>
    <message>
        <source>The file %1 cannot be read</source>
        <translation>无法读取文件 %1</translation>
    </message>
    <message>
        <source>it holds no JSON object</source>
        <translation>其中没有 JSON 对象</translation>
    </message>
    <message>
        <source>The folder %1 cannot be deleted</source>
        <translation>无法删除文件夹 %1</translation>
    </message>
    <message>
        <source>PostgreSQL&apos;s cluster could not be made in %1</source>
        <translation>无法在 %1 中创建 PostgreSQL 集群</translation>
    </message>
    <message>
        <source>PostgreSQL was not ready in time</source>
        <translation>PostgreSQL 没有及时就绪</translation>
    </message>
    <message>
        <source>PostgreSQL could not be started</source>
        <translation>无法启动 PostgreSQL</translation>
    </message>
    <message>
        <source>The sandbox could not be started</source>
        <translation>无法启动沙箱</translation>
    </message>
    <message>
        <source>an address or a credential is missing</source>
        <translation>缺少地址或凭证</translation>
    </message>
    <message>
        <source>port %1</source>
        <translation>端口 %1</translation>
    </message>
    <message>
        <source>its format is not known to this version</source>
        <translation>此版本无法识别其格式</translation>
    </message>
    <message>
        <source>a credential is missing</source>
        <translation>缺少凭证</translation>
    </message>
    <message>
        <source>listen is %1; it can be 127.0.0.1 or 0.0.0.0</source>
        <translation>listen 为 %1；只能是 127.0.0.1 或 0.0.0.0</translation>
    </message>
    <message>
        <source>The port %1 is taken</source>
        <translation>端口 %1 已被占用</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>稍后重试。</translation>
    </message>
    <message>
        <source>The sandbox in %1 runs, but its MaxCompute endpoint does not answer</source>
        <translation>%1 中的沙箱正在运行，但其 MaxCompute Endpoint 没有应答</translation>
    </message>
    <message>
        <source>If its process %1 was stopped, let it go on: kill -CONT %1. Otherwise stop the sandbox and start it again; its log is %2</source>
        <translation>如果其进程 %1 被暂停，请让它继续：kill -CONT %1。否则请停止沙箱并重新启动；其日志为 %2</translation>
    </message>
    <message>
        <source>The sandbox in %1 runs, but its PostgreSQL does not answer</source>
        <translation>%1 中的沙箱正在运行，但其 PostgreSQL 没有应答</translation>
    </message>
    <message>
        <source>One that has ended is started again by itself: try again in a moment. If it lasts, stop the sandbox and start it again; its log is %1</source>
        <translation>已结束的会自动重新启动：请稍后再试。若仍如此，请停止沙箱并重新启动；其日志为 %1</translation>
    </message>
    <message>
        <source>The sandbox in %1 is starting</source>
        <translation>%1 中的沙箱正在启动</translation>
    </message>
    <message>
        <source>The sandbox&apos;s databases could not be made</source>
        <translation>无法创建沙箱的数据库</translation>
    </message>
</context>
<context>
    <name>TableFacts</name>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Primary key</source>
        <translation>主键</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Location</translation>
    </message>
    <message>
        <source>Storage handler</source>
        <translation>Storage Handler</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>访问方式</translation>
    </message>
    <message>
        <source>dual signature</source>
        <translation>双签名</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>对象类型</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>注释</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Partitioned by</source>
        <translation>分区列</translation>
    </message>
    <message>
        <source>Lifecycle</source>
        <translation>生命周期</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 天</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Last definition change</source>
        <translation>最近变更结构</translation>
    </message>
    <message>
        <source>Last data change</source>
        <translation>最近变更数据</translation>
    </message>
    <message>
        <source>Rows counted</source>
        <translation>行数统计时间</translation>
    </message>
    <message>
        <source>External source</source>
        <translation>外部数据源</translation>
    </message>
</context>
<context>
    <name>TaskFile</name>
    <message>
        <source>This task file</source>
        <translation>此任务文件</translation>
    </message>
    <message>
        <source>Line %1 is no JSON.</source>
        <translation>第 %1 行不是 JSON。</translation>
    </message>
    <message>
        <source>This is no task file of Isthmus.</source>
        <translation>这不是 Isthmus 的任务文件。</translation>
    </message>
    <message>
        <source>Such a file is written by &quot;isthmusctl plan … --save FILE&quot;.</source>
        <translation>此类文件由 “isthmusctl plan … --save FILE” 写出。</translation>
    </message>
    <message>
        <source>This task file was written by a later version of Isthmus.</source>
        <translation>此任务文件由更高版本的 Isthmus 写出。</translation>
    </message>
    <message>
        <source>Install that version, or plan the task anew.</source>
        <translation>请安装该版本，或重新制定计划。</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>没有文件 %1。</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>%1 is longer than 16 MiB, and so no task file.</source>
        <translation>%1 超过 16 MiB，不是任务文件。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 is there already, and holds another task (%2).</source>
        <translation>%1 已存在，其中是另一个任务（%2）。</translation>
    </message>
    <message>
        <source>Name another file.</source>
        <translation>请另选一个文件。</translation>
    </message>
    <message>
        <source>%1 is there already, and is no task file.</source>
        <translation>%1 已存在，且不是任务文件。</translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>Rows: %1</source>
        <translation>行数：%1</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>The server may have done it all the same: look at what is there before you run it again.</source>
        <translation>服务器可能已经执行：再次运行前请先查看现有内容。</translation>
    </message>
    <message>
        <source>The server may have done it all the same: look at what is there.</source>
        <translation>服务器可能仍已执行：请查看现有内容。</translation>
    </message>
</context>
<context>
    <name>TypeSetting</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>isthmus::app::PictureTour</name>
    <message>
        <source>Not reached: %1.</source>
        <translation>未到达：%1。</translation>
    </message>
    <message>
        <source>Cannot write %1.</source>
        <translation>无法写入 %1。</translation>
    </message>
</context>
<context>
    <name>isthmus::app::SandboxOpener</name>
    <message>
        <source>Starting the sandbox</source>
        <translation>正在启动沙箱</translation>
    </message>
    <message>
        <source>Making the sandbox, once, and starting it</source>
        <translation>首次创建沙箱并启动</translation>
    </message>
    <message>
        <source>A connection of your own is called %1, as one of the sandbox is.</source>
        <translation>您已有名为 %1 的连接，与沙箱的连接同名。</translation>
    </message>
    <message>
        <source>Give yours another name, then open the sandbox again.</source>
        <translation>将您的连接改名，然后重新打开沙箱。</translation>
    </message>
</context>
<context>
    <name>isthmus::models::ActivityModel</name>
    <message>
        <source>%1%</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1 rows/s</source>
        <translation>%1 行/秒</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Resume the selected run: what has not succeeded runs again</source>
        <translation>继续所选运行：未成功的步骤会再次运行</translation>
    </message>
    <message>
        <source>The selected run cannot be resumed: it has not ended</source>
        <translation>所选运行无法继续：它尚未结束</translation>
    </message>
    <message>
        <source>The selected run cannot be resumed: it has succeeded</source>
        <translation>所选运行无法继续：它已经成功</translation>
    </message>
    <message>
        <source>The selected run cannot be resumed: the step that was cut off or failed may be done in part and must not run twice. Plan the task again</source>
        <translation>所选运行无法继续：中断或失败的步骤可能已完成一部分，不得再次执行。请重新规划该任务</translation>
    </message>
    <message>
        <source>The selected run cannot be cancelled: it has ended</source>
        <translation>所选运行不能取消：它已结束</translation>
    </message>
    <message>
        <source>Another program executes the selected run; cancel it there</source>
        <translation>所选运行由另一个程序执行，请在那里取消</translation>
    </message>
    <message>
        <source>Cancel the selected run</source>
        <translation>取消所选运行</translation>
    </message>
    <message>
        <source>Started %1, resumed %2</source>
        <translation>开始于 %1，继续于 %2</translation>
    </message>
    <message>
        <source>%1 · Production</source>
        <translation>%1 · 生产</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
</context>
<context>
    <name>isthmus::models::CatalogFilterProxy</name>
    <message>
        <source>1 connection is not loaded yet.</source>
        <translation>1 个连接尚未加载。</translation>
    </message>
    <message>
        <source>%1 connections are not loaded yet.</source>
        <translation>%1 个连接尚未加载。</translation>
    </message>
    <message>
        <source>1 database is not loaded yet.</source>
        <translation>1 个数据库尚未加载。</translation>
    </message>
    <message>
        <source>%1 databases are not loaded yet.</source>
        <translation>%1 个数据库尚未加载。</translation>
    </message>
    <message>
        <source>1 schema is not loaded yet.</source>
        <translation>1 个 Schema 尚未加载。</translation>
    </message>
    <message>
        <source>%1 schemas are not loaded yet.</source>
        <translation>%1 个 Schema 尚未加载。</translation>
    </message>
    <message>
        <source>1 project is not loaded yet.</source>
        <translation>1 个项目尚未加载。</translation>
    </message>
    <message>
        <source>%1 projects are not loaded yet.</source>
        <translation>%1 个项目尚未加载。</translation>
    </message>
</context>
<context>
    <name>isthmus::models::CatalogTreeModel</name>
    <message>
        <source>Edit connection…</source>
        <translation>编辑连接…</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Mapped: %1</source>
        <translation>已映射：%1</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>primary key</source>
        <translation>主键</translation>
    </message>
    <message>
        <source>about %1 rows</source>
        <translation>约 %1 行</translation>
    </message>
    <message>
        <source>mapped</source>
        <translation>已映射</translation>
    </message>
    <message>
        <source>live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>reading failed</source>
        <translation>读取失败</translation>
    </message>
    <message>
        <source>data source</source>
        <translation>数据源</translation>
    </message>
    <message>
        <source>instance</source>
        <translation>实例</translation>
    </message>
    <message>
        <source>Start the sandbox</source>
        <translation>启动沙箱</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>group %1</source>
        <translation>分组 %1</translation>
    </message>
    <message>
        <source>tenant</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>Check mapping</source>
        <translation>检查映射</translation>
    </message>
</context>
<context>
    <name>isthmus::models::ChecksDocument</name>
    <message>
        <source>Checks %1</source>
        <translation>检查 %1</translation>
    </message>
    <message>
        <source>Checks %1 → %2</source>
        <translation>检查 %1 → %2</translation>
    </message>
    <message>
        <source>There is no MaxCompute connection yet</source>
        <translation>还没有 MaxCompute 连接</translation>
    </message>
    <message>
        <source>Checking, %1</source>
        <translation>检查中，%1</translation>
    </message>
    <message>
        <source>%1 checks, %2, read only</source>
        <translation>%1 项检查，%2，只读</translation>
    </message>
</context>
<context>
    <name>isthmus::models::ColumnsModel</name>
    <message>
        <source>Default: %1</source>
        <translation>默认值：%1</translation>
    </message>
    <message>
        <source>%1, primary key</source>
        <translation>%1，主键</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>May be NULL</source>
        <translation>可为 NULL</translation>
    </message>
    <message>
        <source>MaxCompute type</source>
        <translation>MaxCompute 类型</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>注释</translation>
    </message>
    <message>
        <source>Generated always as %1</source>
        <translation>始终由 %1 计算得出</translation>
    </message>
    <message>
        <source>Numbered by the server, always (identity)</source>
        <translation>始终由服务器编号（identity）</translation>
    </message>
    <message>
        <source>Numbered by the server unless a value is given (identity)</source>
        <translation>未给出值时由服务器编号（identity）</translation>
    </message>
</context>
<context>
    <name>isthmus::models::ConnectionForm</name>
    <message>
        <source>There is a connection of this name already.</source>
        <translation>已有同名连接。</translation>
    </message>
    <message>
        <source>A test is running.</source>
        <translation>正在测试。</translation>
    </message>
    <message>
        <source>The connection is being saved.</source>
        <translation>正在保存连接。</translation>
    </message>
    <message>
        <source>Look through the form: what it shows is saved instead.</source>
        <translation>请检查表单：将保存其中显示的内容。</translation>
    </message>
    <message>
        <source>This version of Isthmus does not know its kind, &quot;%1&quot;.</source>
        <translation>此版本的 Isthmus 不认识其类型“%1”。</translation>
    </message>
</context>
<context>
    <name>isthmus::models::DifferencesModel</name>
    <message>
        <source>What changed</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>影响</translation>
    </message>
</context>
<context>
    <name>isthmus::models::DriftDocument</name>
    <message>
        <source>compared %1, %2</source>
        <translation>比较于 %1，用时 %2</translation>
    </message>
    <message>
        <source>Drift of %1</source>
        <translation>%1 的漂移</translation>
    </message>
</context>
<context>
    <name>isthmus::models::DriftListModel</name>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Hologres table</source>
        <translation>Hologres 表</translation>
    </message>
    <message>
        <source>External table</source>
        <translation>外部表</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>影响</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复方式</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>比较时间</translation>
    </message>
    <message>
        <source>MaxCompute table</source>
        <translation>MaxCompute 表</translation>
    </message>
    <message>
        <source>Foreign table</source>
        <translation>外部表</translation>
    </message>
    <message>
        <source>%1 · record cannot be read</source>
        <translation>%1 · 记录无法读取</translation>
    </message>
</context>
<context>
    <name>isthmus::models::DropExternalSchemaForm</name>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Drop external schema — %1</source>
        <translation>删除外部 Schema — %1</translation>
    </message>
    <message>
        <source>Only the definition in MaxCompute goes. To have it back, map the schema again.</source>
        <translation>仅删除 MaxCompute 中的定义。要恢复，请重新映射该 Schema。</translation>
    </message>
    <message>
        <source>Read %1</source>
        <translation>读取 %1</translation>
    </message>
</context>
<context>
    <name>isthmus::models::DropExternalTableForm</name>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Drop external table — %1</source>
        <translation>删除外部表 — %1</translation>
    </message>
    <message>
        <source>Only the definition in MaxCompute goes. To have it back, map the table again.</source>
        <translation>只删除 MaxCompute 中的定义。需要时可重新映射该表。</translation>
    </message>
    <message>
        <source>Read %1</source>
        <translation>读取 %1</translation>
    </message>
</context>
<context>
    <name>isthmus::models::DropForeignServerForm</name>
    <message>
        <source>Foreign server</source>
        <translation>外部数据源</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>RAM role</source>
        <translation>RAM 角色</translation>
    </message>
    <message>
        <source>Drop foreign server — %1</source>
        <translation>删除外部数据源 — %1</translation>
    </message>
    <message>
        <source>The Hologres database stays. External schemas over it are to be dropped first.</source>
        <translation>Hologres 数据库保留。须先删除使用它的外部 Schema。</translation>
    </message>
    <message>
        <source>Read %1</source>
        <translation>读取 %1</translation>
    </message>
</context>
<context>
    <name>isthmus::models::DropForeignTableForm</name>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Drop foreign table — %1</source>
        <translation>删除外部表 — %1</translation>
    </message>
    <message>
        <source>Only the definition in Hologres goes, with the rights that were given to it. To have it back, map the table again.</source>
        <translation>只删除 Hologres 中的定义及授予它的权限。需要时可重新映射该表。</translation>
    </message>
    <message>
        <source>Read %1</source>
        <translation>读取 %1</translation>
    </message>
</context>
<context>
    <name>isthmus::models::FactsModel</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>读取中</translation>
    </message>
    <message>
        <source>Fact</source>
        <translation>信息项</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>isthmus::models::FindingsModel</name>
    <message>
        <source>Read at %1</source>
        <translation>读取于 %1</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>所见</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
</context>
<context>
    <name>isthmus::models::GoToFacts</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Read from %1</source>
        <translation>读取自 %1</translation>
    </message>
    <message>
        <source>Being read from %1</source>
        <translation>正在从 %1 读取</translation>
    </message>
    <message>
        <source>%1, no answer for %2 s</source>
        <translation>%1，已 %2 秒无应答</translation>
    </message>
    <message>
        <source>Nothing was asked of a server.</source>
        <translation>没有向服务器查询。</translation>
    </message>
    <message>
        <source>Listed %1.</source>
        <translation>列出于 %1。</translation>
    </message>
</context>
<context>
    <name>isthmus::models::GoToModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Named so</source>
        <translation>名称相同</translation>
    </message>
    <message>
        <source>Begin so</source>
        <translation>以此开头</translation>
    </message>
    <message>
        <source>Contain it</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>Letters in this order</source>
        <translation>按此顺序含有这些字母</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>1 hit, %1</source>
        <translation>1 个结果，%1</translation>
    </message>
    <message>
        <source>%1 hits, %2</source>
        <translation>%1 个结果，%2</translation>
    </message>
    <message>
        <source>Type any part of a name, of a table that was opened or not. Words apart are looked for one by one.</source>
        <translation>输入名称的任意部分，不论表是否打开过。用空格隔开的词逐个查找。</translation>
    </message>
    <message>
        <source>No column matches. Columns are known of tables that were opened, and of all once they were read.</source>
        <translation>没有匹配的列。已知的是打开过的表的列；读取全部列之后，可查找所有表的列。</translation>
    </message>
    <message>
        <source>No name matches.</source>
        <translation>没有匹配的名称。</translation>
    </message>
    <message>
        <source>No connections yet</source>
        <translation>还没有连接</translation>
    </message>
    <message>
        <source>%1 names of 1 connection</source>
        <translation>1 个连接的 %1 个名称</translation>
    </message>
    <message>
        <source>%1 names of %2 connections</source>
        <translation>%2 个连接的 %1 个名称</translation>
    </message>
    <message>
        <source>1 connection not read yet</source>
        <translation>1 个连接尚未读取</translation>
    </message>
    <message>
        <source>%1 connections not read yet</source>
        <translation>%1 个连接尚未读取</translation>
    </message>
    <message>
        <source>%1 could not be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>Reading %1, %2 to go</source>
        <translation>正在读取 %1，还有 %2 个</translation>
    </message>
    <message>
        <source>listed %1</source>
        <translation>列出于 %1</translation>
    </message>
    <message>
        <source>%1, %2, in %3</source>
        <translation>%1，%2，位于 %3</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 个中的 %1 个</translation>
    </message>
</context>
<context>
    <name>isthmus::models::HologresUserForm</name>
    <message>
        <source>Give rights on schema %1</source>
        <translation>授予对 Schema %1 的权限</translation>
    </message>
    <message>
        <source>Add user to Hologres — %1</source>
        <translation>将用户添加到 Hologres — %1</translation>
    </message>
    <message>
        <source>Through a RAM role MaxCompute reads with the rights that the role has here.</source>
        <translation>通过 RAM 角色，MaxCompute 以该角色在此处的权限读取。</translation>
    </message>
    <message>
        <source>A RAM role reads Hologres as a user of the instance.</source>
        <translation>RAM 角色以实例用户的身份读取 Hologres。</translation>
    </message>
    <message>
        <source>Read the users of %1</source>
        <translation>读取 %1 的用户</translation>
    </message>
</context>
<context>
    <name>isthmus::models::HoverCardModel</name>
    <message>
        <source>%1 in %2</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>读取中</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>无权限</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>认证失败</translation>
    </message>
    <message>
        <source>Unreachable</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>… %1 more properties</source>
        <translation>… 另有 %1 个属性</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>No answer for %1 s</source>
        <translation>已 %1 秒无响应</translation>
    </message>
</context>
<context>
    <name>isthmus::models::ImportModel</name>
    <message>
        <source>Connections are being read.</source>
        <translation>正在读取连接。</translation>
    </message>
    <message>
        <source>Connections are being saved.</source>
        <translation>正在保存连接。</translation>
    </message>
    <message>
        <source>No connection is ticked.</source>
        <translation>没有勾选任何连接。</translation>
    </message>
    <message>
        <source>Being saved.</source>
        <translation>正在保存。</translation>
    </message>
    <message>
        <source>Imported.</source>
        <translation>已导入。</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Goes to %1</source>
        <translation>存入%1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Found in</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>There is a connection called &quot;%1&quot; already.</source>
        <translation>已存在名为“%1”的连接。</translation>
    </message>
</context>
<context>
    <name>isthmus::models::JsonTree</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>isthmus::models::LineageDocument</name>
    <message>
        <source>Looking through external tables</source>
        <translation>正在查看外部表</translation>
    </message>
    <message>
        <source>Reading runs</source>
        <translation>正在读取运行记录</translation>
    </message>
    <message>
        <source>Reading what %1 reads</source>
        <translation>正在读取 %1 的来源</translation>
    </message>
    <message>
        <source>Reading who reads %1</source>
        <translation>正在读取 %1 的读取者</translation>
    </message>
    <message>
        <source>%1, and %2 more</source>
        <translation>%1，还有 %2 项</translation>
    </message>
    <message>
        <source>%1: no answer for %2 s</source>
        <translation>%1：%2 秒无应答</translation>
    </message>
    <message>
        <source>1 object</source>
        <translation>1 个对象</translation>
    </message>
    <message>
        <source>%1 objects</source>
        <translation>%1 个对象</translation>
    </message>
    <message>
        <source>%1, %2 drifted</source>
        <translation>%1，%2 个已漂移</translation>
    </message>
    <message>
        <source>Lineage of %1</source>
        <translation>%1 的血缘</translation>
    </message>
</context>
<context>
    <name>isthmus::models::LineageListModel</name>
    <message>
        <source>%1: nothing</source>
        <translation>%1：无</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>Is read by</source>
        <translation>读取者</translation>
    </message>
    <message>
        <source>Known from</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>漂移</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>尚未读取</translation>
    </message>
</context>
<context>
    <name>isthmus::models::LoadTableGroupForm</name>
    <message>
        <source>Table group</source>
        <translation>表组</translation>
    </message>
    <message>
        <source>Load to compute group — %1</source>
        <translation>加载到计算组 — %1</translation>
    </message>
    <message>
        <source>Tables can be read in the compute groups that their table group is loaded to.</source>
        <translation>表可以在其表组已加载到的计算组中读取。</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Read where %1 is loaded</source>
        <translation>读取 %1 的加载状态</translation>
    </message>
</context>
<context>
    <name>isthmus::models::ManyTablesForm</name>
    <message>
        <source>Tables</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1 to make</source>
        <translation>将创建 %1 个</translation>
    </message>
    <message>
        <source>%1 kept</source>
        <translation>保留 %1 个</translation>
    </message>
    <message>
        <source>%1 left out</source>
        <translation>不映射 %1 个</translation>
    </message>
    <message>
        <source>Read tables and names</source>
        <translation>读取表和名称</translation>
    </message>
    <message>
        <source>1 of %1</source>
        <translation>%1 中的 1 个</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>isthmus::models::MapColumnsModel</name>
    <message>
        <source>%1, included</source>
        <translation>%1，已包含</translation>
    </message>
    <message>
        <source>%1, left out</source>
        <translation>%1，已排除</translation>
    </message>
    <message>
        <source>Key not carried</source>
        <translation>主键不带入</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>Hologres column</source>
        <translation>Hologres 列</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>MaxCompute column</source>
        <translation>MaxCompute 列</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>%1 of %2 included · %3 exact, %4 wider, %5 to check, %6 left out</source>
        <translation>已包含 %1 / %2 列 · %3 一致，%4 更宽，%5 需检查，%6 已排除</translation>
    </message>
    <message>
        <source>Partition column</source>
        <translation>分区列</translation>
    </message>
</context>
<context>
    <name>isthmus::models::MapSchemaForm</name>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>There is no MaxCompute connection yet</source>
        <translation>还没有 MaxCompute 连接</translation>
    </message>
    <message>
        <source>Connect to MaxCompute, then map the schema.</source>
        <translation>先连接 MaxCompute，再映射该 Schema。</translation>
    </message>
    <message>
        <source>Map metadata to MaxCompute — schema %1</source>
        <translation>元数据映射到 MaxCompute — Schema %1</translation>
    </message>
    <message>
        <source>Tables and columns that come or go in Hologres later need no mapping again.</source>
        <translation>之后 Hologres 中增减表和列，无需重新映射。</translation>
    </message>
    <message>
        <source>Read schema %1</source>
        <translation>读取 Schema %1</translation>
    </message>
    <message>
        <source>Task executor, database %1, %2:%3</source>
        <translation>任务执行者，数据库 %1，%2:%3</translation>
    </message>
    <message>
        <source>RAM role %1, database %2, %3:%4</source>
        <translation>RAM 角色 %1，数据库 %2，%3:%4</translation>
    </message>
    <message>
        <source>The name cannot be checked now</source>
        <translation>现在无法检查名称</translation>
    </message>
    <message>
        <source>Checking the name in %1</source>
        <translation>正在 %1 中检查名称</translation>
    </message>
    <message>
        <source>Name is free</source>
        <translation>名称可用</translation>
    </message>
    <message>
        <source>It exists and is kept</source>
        <translation>已存在，将保留</translation>
    </message>
    <message>
        <source>Whether the name is free could not be read</source>
        <translation>无法得知该名称是否可用</translation>
    </message>
</context>
<context>
    <name>isthmus::models::MapTableForm</name>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>There is no MaxCompute connection yet</source>
        <translation>还没有 MaxCompute 连接</translation>
    </message>
    <message>
        <source>Connect to MaxCompute, then map the table.</source>
        <translation>连接到 MaxCompute 后再映射该表。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>The name cannot be checked now</source>
        <translation>当前无法检查名称</translation>
    </message>
    <message>
        <source>Checking the name in %1</source>
        <translation>正在 %1 中检查名称</translation>
    </message>
    <message>
        <source>%1 exists in %2 (%3)</source>
        <translation>%1 在 %2 中已存在（%3）</translation>
    </message>
    <message>
        <source>Name is free in %1</source>
        <translation>名称在 %1 中可用</translation>
    </message>
    <message>
        <source>Read columns of %1</source>
        <translation>读取 %1 的列</translation>
    </message>
    <message>
        <source>Map metadata to MaxCompute — %1</source>
        <translation>元数据映射到 MaxCompute — %1</translation>
    </message>
    <message>
        <source>A table mapping is a snapshot of the columns. Map again when the Hologres table changes.</source>
        <translation>表映射是列的快照。Hologres 表变更后需要重新映射。</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>isthmus::models::MapTablesForm</name>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>There is no MaxCompute connection yet</source>
        <translation>还没有 MaxCompute 连接</translation>
    </message>
    <message>
        <source>Connect to MaxCompute, then map the tables.</source>
        <translation>请先连接 MaxCompute，再映射这些表。</translation>
    </message>
    <message>
        <source>Map tables to MaxCompute — %1</source>
        <translation>将表映射到 MaxCompute — %1</translation>
    </message>
    <message>
        <source>A table mapping is a snapshot of the columns. Map again when a Hologres table changes.</source>
        <translation>表映射是列的快照。Hologres 表变更后请重新映射。</translation>
    </message>
</context>
<context>
    <name>isthmus::models::MapToHologresForm</name>
    <message>
        <source>There is no Hologres connection yet</source>
        <translation>尚无 Hologres 连接</translation>
    </message>
    <message>
        <source>Connect to Hologres, then map the tables.</source>
        <translation>请先连接 Hologres，再映射表。</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Map metadata to Hologres — %1</source>
        <translation>元数据映射至Hologres — %1</translation>
    </message>
    <message>
        <source>A foreign table is a snapshot of the columns. Map again when a MaxCompute table changes.</source>
        <translation>外部表是列的快照。MaxCompute 表变化后请重新映射。</translation>
    </message>
    <message>
        <source>Columns of %1</source>
        <translation>%1 的列</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>isthmus::models::NewForeignServerForm</name>
    <message>
        <source>New foreign server — %1</source>
        <translation>新建外部数据源 — %1</translation>
    </message>
    <message>
        <source>It is of the tenant: all of its projects see it.</source>
        <translation>它属于租户：租户的所有项目都可见。</translation>
    </message>
    <message>
        <source>Read the foreign servers of %1</source>
        <translation>读取 %1 的外部数据源</translation>
    </message>
</context>
<context>
    <name>isthmus::models::PinnedModel</name>
    <message>
        <source>%1
It is not there any more. Unpin it, or refresh what it was in.</source>
        <translation>%1
它已不存在。取消固定，或刷新它所在的层级。</translation>
    </message>
    <message>
        <source>%1, %2, in %3</source>
        <translation>%1，%2，位于 %3</translation>
    </message>
    <message>
        <source>%1, gone</source>
        <translation>%1，已不存在</translation>
    </message>
</context>
<context>
    <name>isthmus::models::PlanForm</name>
    <message>
        <source>reading</source>
        <translation>读取中</translation>
    </message>
    <message>
        <source>done, %1</source>
        <translation>完成，%1</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>%1 steps, writes to %2</source>
        <translation>%1 个步骤，写入 %2</translation>
    </message>
    <message>
        <source>Run waits for both sides to be read</source>
        <translation>读取两侧之后才能运行</translation>
    </message>
    <message>
        <source>Run waits for the plan</source>
        <translation>计划生成之后才能运行</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Run waits for 1 check: %1</source>
        <translation>处理 1 项检查后才能运行：%1</translation>
    </message>
    <message>
        <source>Run waits for %1 checks, first: %2</source>
        <translation>处理 %1 项检查后才能运行，第一项：%2</translation>
    </message>
    <message>
        <source>There is nothing to run</source>
        <translation>没有可运行的内容</translation>
    </message>
    <message>
        <source>Type %1 to confirm what the plan drops</source>
        <translation>输入 %1 以确认计划要删除的对象</translation>
    </message>
    <message>
        <source>Type %1 to confirm that the plan writes to production</source>
        <translation>输入 %1，确认计划写入生产环境</translation>
    </message>
    <message>
        <source>no answer for %1 s</source>
        <translation>已有 %1 秒无响应</translation>
    </message>
</context>
<context>
    <name>isthmus::models::PlanStepsModel</name>
    <message>
        <source>SQL below</source>
        <translation>SQL 见下方</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>仅读取</translation>
    </message>
    <message>
        <source>%1. %2, %3</source>
        <translation>%1. %2，%3</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 个步骤</translation>
    </message>
</context>
<context>
    <name>isthmus::models::RecordBatchModel</name>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Cut: the beginning of %1</source>
        <translation>已截断：%1 的开头部分</translation>
    </message>
</context>
<context>
    <name>isthmus::models::RepairMappingsForm</name>
    <message>
        <source>Repair mapping — %1</source>
        <translation>修复映射 — %1</translation>
    </message>
    <message>
        <source>Repair %1 mappings</source>
        <translation>修复 %1 个映射</translation>
    </message>
    <message>
        <source>Dropping an external table removes only the mapping. No row in Hologres is touched.</source>
        <translation>删除外部表只会移除映射，不会影响 Hologres 中的任何行。</translation>
    </message>
    <message>
        <source>Compare %1</source>
        <translation>比较 %1</translation>
    </message>
    <message>
        <source>Compare %1 mappings</source>
        <translation>比较 %1 个映射</translation>
    </message>
    <message>
        <source>Repairing changes or drops only the definition in Hologres. No row in MaxCompute is touched.</source>
        <translation>修复只会更改或删除 Hologres 中的定义，不影响 MaxCompute 中的任何行。</translation>
    </message>
</context>
<context>
    <name>isthmus::models::RowSummary</name>
    <message>
        <source>Counting rows…</source>
        <translation>正在统计行数…</translation>
    </message>
    <message>
        <source>Reading all values of %1…</source>
        <translation>正在读取 %1 的所有值…</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>These rows are counted by a query only, which %1 runs as a job and may bill.</source>
        <translation>只能通过查询统计这些行，%1 会将其作为作业运行，可能产生费用。</translation>
    </message>
    <message>
        <source>Figures of %1 come by a query only, which %2 runs as a job and may bill. It reads the whole column.</source>
        <translation>%1 的统计值只能通过查询得到，%2 会将其作为作业运行，可能产生费用。该查询会读取整列。</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 行</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>%1 NULL</source>
        <translation>%1 个 NULL</translation>
    </message>
    <message>
        <source>1 distinct value</source>
        <translation>1 个不同值</translation>
    </message>
    <message>
        <source>%1 distinct values</source>
        <translation>%1 个不同值</translation>
    </message>
    <message>
        <source>least: %1</source>
        <translation>最小值：%1</translation>
    </message>
    <message>
        <source>greatest: %1</source>
        <translation>最大值：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>1 matching row</source>
        <translation>1 行匹配</translation>
    </message>
    <message>
        <source>%1 matching rows</source>
        <translation>%1 行匹配</translation>
    </message>
</context>
<context>
    <name>isthmus::models::RunLogModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>事件</translation>
    </message>
</context>
<context>
    <name>isthmus::models::SavedTaskForm</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Writes to</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Task — %1</source>
        <translation>任务 — %1</translation>
    </message>
    <message>
        <source>Planned anew from what is there now. Nothing is written before Run.</source>
        <translation>已按当前状态重新规划。点击“运行”之前不会写入任何内容。</translation>
    </message>
    <message>
        <source>The SQL of %1 more steps is not shown; it is copied with the rest.</source>
        <translation>另有 %1 个步骤的 SQL 未显示；复制时一并包含。</translation>
    </message>
    <message>
        <source>Read what the task is about</source>
        <translation>读取任务涉及的对象</translation>
    </message>
</context>
<context>
    <name>isthmus::models::SchemaTablesModel</name>
    <message>
        <source>1 table</source>
        <translation>1 张表</translation>
    </message>
    <message>
        <source>%1 tables</source>
        <translation>%1 张表</translation>
    </message>
    <message>
        <source>1 view</source>
        <translation>1 个视图</translation>
    </message>
    <message>
        <source>%1 views</source>
        <translation>%1 个视图</translation>
    </message>
    <message>
        <source>%1 · %2 columns, %3 left out</source>
        <translation>%1 · %2 列，%3 列不映射</translation>
    </message>
    <message>
        <source>Its columns could not be read</source>
        <translation>无法读取它的列</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Left out: %1</source>
        <translation>不映射：%1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Table or view</source>
        <translation>表或视图</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>匹配程度</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
</context>
<context>
    <name>isthmus::models::StatusModel</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 as %2</source>
        <translation>%1，身份 %2</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>signed out</source>
        <translation>认证失败</translation>
    </message>
    <message>
        <source>denied</source>
        <translation>无权限</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>无响应</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
</context>
<context>
    <name>isthmus::models::StructureDiffDocument</name>
    <message>
        <source>Compare %1</source>
        <translation>比较 %1</translation>
    </message>
    <message>
        <source>Compare %1, %2</source>
        <translation>比较 %1、%2</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 与 %2</translation>
    </message>
</context>
<context>
    <name>isthmus::models::StructureDiffModel</name>
    <message>
        <source>nothing on the left</source>
        <translation>左侧没有</translation>
    </message>
    <message>
        <source>nothing on the right</source>
        <translation>右侧没有</translation>
    </message>
    <message>
        <source>Columns (%1)</source>
        <translation>列（%1）</translation>
    </message>
    <message>
        <source>Table (%1)</source>
        <translation>表（%1）</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Type, value</source>
        <translation>类型、值</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>isthmus::models::TableRunsModel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Hologres table</source>
        <translation>Hologres 表</translation>
    </message>
    <message>
        <source>External table</source>
        <translation>外部表</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>耗时</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>MaxCompute table</source>
        <translation>MaxCompute 表</translation>
    </message>
    <message>
        <source>Foreign table</source>
        <translation>外部表</translation>
    </message>
</context>
<context>
    <name>isthmus::models::TableRunsPage</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>%1, about %2 left</source>
        <translation>%1，约剩 %2</translation>
    </message>
</context>
<context>
    <name>isthmus::models::TestStepsModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>isthmus::models::TypeLossDocument</name>
    <message>
        <source>Types of %1</source>
        <translation>%1 的类型</translation>
    </message>
    <message>
        <source>The counts of %1 cannot be understood.</source>
        <translation>无法理解 %1 的统计结果。</translation>
    </message>
    <message>
        <source>%1, table %2 of %3</source>
        <translation>%1，第 %2 张表，共 %3 张</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>isthmus::models::TypeLossModel</name>
    <message>
        <source>1 row</source>
        <translation>1 行</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>about %1 rows</source>
        <translation>约 %1 行</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 列%2</translation>
    </message>
    <message>
        <source>1 column</source>
        <translation>1 列</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>%1 列</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>counting</source>
        <translation>正在统计</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>未统计</translation>
    </message>
    <message>
        <source>at risk: %1</source>
        <translation>有风险：%1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Enter or a double click counts this table.</source>
        <translation>按 Enter 或双击可统计此表。</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>MaxCompute type</source>
        <translation>MaxCompute 类型</translation>
    </message>
    <message>
        <source>Hologres type</source>
        <translation>Hologres 类型</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Values at risk</source>
        <translation>有风险的值</translation>
    </message>
    <message>
        <source>What is lost</source>
        <translation>损失内容</translation>
    </message>
</context>
<context>
    <name>isthmus::models::WelcomeDocument</name>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
</context>
<context>
    <name>isthmus::views::ActionMenus</name>
    <message>
        <source>Nothing for what is selected</source>
        <translation>所选内容没有可用的操作</translation>
    </message>
</context>
<context>
    <name>isthmus::views::ActivityDock</name>
    <message>
        <source>Activity</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Active and recent</source>
        <translation>进行中与最近</translation>
    </message>
    <message>
        <source>Log of the selected run</source>
        <translation>所选运行的日志</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>Nothing has run yet. Every plan you run is listed here and keeps its log.</source>
        <translation>还没有运行过任何计划。您运行的每个计划都会列在这里，并保留日志。</translation>
    </message>
    <message>
        <source>Cancel the selected run</source>
        <translation>取消所选运行</translation>
    </message>
    <message>
        <source>Copy the log</source>
        <translation>复制日志</translation>
    </message>
    <message>
        <source>Hide Activity</source>
        <translation>隐藏活动</translation>
    </message>
    <message>
        <source>Drop the external table that the selected run left behind</source>
        <translation>删除所选运行留下的外部表</translation>
    </message>
    <message>
        <source>Resume the selected run</source>
        <translation>继续所选运行</translation>
    </message>
    <message>
        <source>Copy the statements that bring back the table which the selected run dropped</source>
        <translation>复制可恢复所选运行所删除之表的语句</translation>
    </message>
    <message>
        <source>No run is selected</source>
        <translation>没有选中的运行</translation>
    </message>
    <message>
        <source>Copied. Run the statements in MaxCompute to bring the table back.</source>
        <translation>已复制。在 MaxCompute 中运行这些语句即可恢复该表。</translation>
    </message>
</context>
<context>
    <name>isthmus::views::CatalogPane</name>
    <message>
        <source>Collapse all</source>
        <translation>全部折叠</translation>
    </message>
    <message>
        <source>Filter loaded names</source>
        <translation>筛选已加载的名称</translation>
    </message>
    <message>
        <source>Nothing to filter yet</source>
        <translation>还没有可筛选的内容</translation>
    </message>
    <message>
        <source>Nothing loaded matches &apos;%1&apos;.</source>
        <translation>已加载的名称中没有与“%1”匹配的。</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>数据源</translation>
    </message>
    <message>
        <source>Warehouses</source>
        <translation>数据仓库</translation>
    </message>
    <message>
        <source>%1 catalog</source>
        <translation>%1 目录</translation>
    </message>
    <message>
        <source>Filter loaded %1 names</source>
        <translation>筛选已加载的 %1 名称</translation>
    </message>
    <message>
        <source>Connect to %1…</source>
        <translation>连接到 %1…</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>连接…</translation>
    </message>
    <message>
        <source>Refresh %1</source>
        <translation>刷新 %1</translation>
    </message>
    <message>
        <source>No %1 connection yet.</source>
        <translation>还没有 %1 连接。</translation>
    </message>
    <message>
        <source>No connection yet.</source>
        <translation>还没有连接。</translation>
    </message>
    <message>
        <source>Not shown: %1.</source>
        <translation>未显示：%1。</translation>
    </message>
    <message>
        <source>Tables that were not in sight yet may be partitioned or not, and stay.</source>
        <translation>尚未进入视野的表是否为分区表还不清楚，因此保留。</translation>
    </message>
</context>
<context>
    <name>isthmus::views::CellViewer</name>
    <message>
        <source>the first %1 are shown, Copy takes all</source>
        <translation>仅显示前 %1 个，“复制”取全部</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>1 character</source>
        <translation>1 个字符</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation>%1 个字符</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Views of the value</source>
        <translation>值的视图</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>十六进制</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1 字节</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>the beginning of %1</source>
        <translation>%1 的开头部分</translation>
    </message>
</context>
<context>
    <name>isthmus::views::CheckCard</name>
    <message>
        <source>Server&apos;s words: %1</source>
        <translation>服务器原文：%1</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>语句</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>复制 %1</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Run on %1…</source>
        <translation>在 %1 上运行…</translation>
    </message>
    <message>
        <source>Shows a plan, which can be run</source>
        <translation>显示可以运行的计划</translation>
    </message>
    <message>
        <source>Copy SQL</source>
        <translation>复制 SQL</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>再次检查</translation>
    </message>
    <message>
        <source>Looked at by you, %1</source>
        <translation>您已查看，%1</translation>
    </message>
    <message>
        <source>I have looked: it is so</source>
        <translation>我已查看：确实如此</translation>
    </message>
</context>
<context>
    <name>isthmus::views::ChecksPage</name>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>再次检查</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Foreign server</source>
        <translation>外部数据源</translation>
    </message>
    <message>
        <source>Role ARN</source>
        <translation>角色 ARN</translation>
    </message>
    <message>
        <source>none: dual signature</source>
        <translation>无：双签名</translation>
    </message>
    <message>
        <source>Hologres user</source>
        <translation>Hologres 用户</translation>
    </message>
    <message>
        <source>found by the name of the role</source>
        <translation>按角色名称查找</translation>
    </message>
    <message>
        <source>Open only</source>
        <translation>仅未决</translation>
    </message>
    <message>
        <source>Leaves out the checks that passed</source>
        <translation>不显示已通过的检查</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Map %1…</source>
        <translation>映射 %1…</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 项未通过</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1 项警告</translation>
    </message>
    <message>
        <source>%1 warnings</source>
        <translation>%1 项警告</translation>
    </message>
    <message>
        <source>%1 cannot be known</source>
        <translation>%1 项无法得知</translation>
    </message>
    <message>
        <source>%1 passed</source>
        <translation>%1 项通过</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The one that fits</source>
        <translation>适用的一个</translation>
    </message>
    <message>
        <source>Nothing so far</source>
        <translation>目前没有</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>没有待办</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>检查中</translation>
    </message>
    <message>
        <source>The mapping would not work: %1</source>
        <translation>映射将无法工作：%1</translation>
    </message>
    <message>
        <source>Nothing was found that holds the mapping up.</source>
        <translation>没有发现阻碍映射的问题。</translation>
    </message>
</context>
<context>
    <name>isthmus::views::ColumnsPane</name>
    <message>
        <source>Filter columns</source>
        <translation>筛选列</translation>
    </message>
    <message>
        <source>Filter by name, type or comment</source>
        <translation>按名称、类型或注释筛选</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy columns</source>
        <translation>复制列</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>%1 列</translation>
    </message>
    <message>
        <source>%1 of %2 columns</source>
        <translation>%1 / %2 列</translation>
    </message>
    <message>
        <source>1 column</source>
        <translation>1 列</translation>
    </message>
    <message>
        <source>Copy all columns that are shown, or those that are selected where there are several: name, type, NULL, comment. Ctrl+C copies those that are selected.</source>
        <translation>复制所有显示的列；若选中了多列，则复制选中的列：名称、类型、NULL、注释。Ctrl+C 复制选中的列。</translation>
    </message>
</context>
<context>
    <name>isthmus::views::ConnectionDialog</name>
    <message>
        <source>Edit connection — %1</source>
        <translation>编辑连接 — %1</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>未更改</translation>
    </message>
    <message>
        <source>Kept in %1, never in task files or logs</source>
        <translation>保存在%1，绝不写入任务文件或日志</translation>
    </message>
    <message>
        <source>&amp;Secret</source>
        <translation>密钥(&amp;S)</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用方式</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Steps of the test</source>
        <translation>测试步骤</translation>
    </message>
    <message>
        <source>The test reads only. It writes nothing on the server.</source>
        <translation>测试只读取，不会在服务器上写入任何内容。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save and open</source>
        <translation>保存并打开</translation>
    </message>
    <message>
        <source>Save waits: %1</source>
        <translation>暂时无法保存：%1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>重新测试</translation>
    </message>
    <message>
        <source>Connect to %1</source>
        <translation>连接到 %1</translation>
    </message>
    <message>
        <source>The form was filled from the URL.</source>
        <translation>已根据 URL 填写表单。</translation>
    </message>
    <message>
        <source>Security to&amp;ken</source>
        <translation>安全令牌(&amp;K)</translation>
    </message>
    <message>
        <source>Desc&amp;ription</source>
        <translation>描述(&amp;R)</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Not said</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>En&amp;vironment</source>
        <translation>环境(&amp;V)</translation>
    </message>
    <message>
        <source>Read-&amp;only: refuse plans that write to this side</source>
        <translation>只读(&amp;O)：拒绝会写入这一侧的计划</translation>
    </message>
    <message>
        <source>taken from the URL</source>
        <translation>取自 URL</translation>
    </message>
    <message>
        <source>The test failed. You can save the connection all the same.</source>
        <translation>测试失败。仍可保存该连接。</translation>
    </message>
    <message>
        <source>Save anyway</source>
        <translation>仍然保存</translation>
    </message>
    <message>
        <source>The form was changed since: test again.</source>
        <translation>此后表单有改动：请重新测试。</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>none; heading above connections of one group</source>
        <translation>无；同组连接上方的标题</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>%1: %2, before %3</source>
        <translation>%1：%2，之前为 %3</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Show what is saved now; what you edited elsewhere in the form stays</source>
        <translation>显示现在保存的内容；您在表单其他字段中的修改保留</translation>
    </message>
    <message>
        <source>%1: keep mine, %2. Saved now: %3</source>
        <translation>%1：保留我的修改（%2）。现在保存的是：%3</translation>
    </message>
    <message>
        <source>Another program has changed this connection meanwhile.</source>
        <translation>另一个程序在此期间修改了此连接。</translation>
    </message>
    <message>
        <source>Taken over from another program: %1</source>
        <translation>已采用另一个程序的修改：%1</translation>
    </message>
    <message>
        <source>Save waits: take over what another program has changed</source>
        <translation>暂不能保存：请先采用另一个程序的修改</translation>
    </message>
</context>
<context>
    <name>isthmus::views::DdlPane</name>
    <message>
        <source>SQL that makes one table like the other</source>
        <translation>使一张表与另一张表一致的 SQL</translation>
    </message>
    <message>
        <source>Which table becomes like the other</source>
        <translation>使哪张表与另一张表一致</translation>
    </message>
    <message>
        <source>Make right like left</source>
        <translation>使右表与左表一致</translation>
    </message>
    <message>
        <source>Make left like right</source>
        <translation>使左表与右表一致</translation>
    </message>
    <message>
        <source>Change the table or make it anew</source>
        <translation>修改表或重新创建表</translation>
    </message>
    <message>
        <source>ALTER TABLE changes the table that is there as far as its system lets it; CREATE TABLE makes it anew.</source>
        <translation>ALTER TABLE 在系统允许的范围内修改已有的表；CREATE TABLE 重新创建表。</translation>
    </message>
    <message>
        <source>Copy SQL</source>
        <translation>复制 SQL</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Nothing is to be changed.</source>
        <translation>无需更改。</translation>
    </message>
    <message>
        <source>1 column left out</source>
        <translation>略去 1 列</translation>
    </message>
    <message>
        <source>%1 columns left out</source>
        <translation>略去 %1 列</translation>
    </message>
    <message>
        <source>without a type: %1</source>
        <translation>没有对应类型：%1</translation>
    </message>
    <message>
        <source>1 statement</source>
        <translation>1 条语句</translation>
    </message>
    <message>
        <source>%1 statements</source>
        <translation>%1 条语句</translation>
    </message>
    <message>
        <source>%1 destructive</source>
        <translation>%1 条为破坏性操作</translation>
    </message>
    <message>
        <source>%1 not done by ALTER TABLE</source>
        <translation>%1 项无法用 ALTER TABLE 完成</translation>
    </message>
</context>
<context>
    <name>isthmus::views::DocumentTabs</name>
    <message>
        <source>Open documents</source>
        <translation>打开的文档</translation>
    </message>
    <message>
        <source>Select a table to see its rows, columns and definition.</source>
        <translation>选择一张表，查看其数据行、列和定义。</translation>
    </message>
</context>
<context>
    <name>isthmus::views::DriftPage</name>
    <message>
        <source>Comparing mappings</source>
        <translation>正在比较映射</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Compare again</source>
        <translation>重新比较</translation>
    </message>
    <message>
        <source>Filter mappings</source>
        <translation>筛选映射</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy mappings</source>
        <translation>复制映射</translation>
    </message>
    <message>
        <source>Copy all mappings that are shown, or those that are selected where there are several. Ctrl+C copies those that are selected.</source>
        <translation>复制显示的所有映射；选中多个时复制选中的映射。Ctrl+C 复制选中的映射。</translation>
    </message>
    <message>
        <source>Mappings</source>
        <translation>映射</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Dropping an external table removes only the mapping. No row in Hologres is touched.</source>
        <translation>删除外部表只会移除映射，不会影响 Hologres 中的任何行。</translation>
    </message>
    <message>
        <source>%1 › Drift</source>
        <translation>%1 › 漂移</translation>
    </message>
    <message>
        <source>Comparing was cancelled.</source>
        <translation>已取消比较。</translation>
    </message>
    <message>
        <source>1 live schema needs no comparison</source>
        <translation>1 个实时 Schema 无需比较</translation>
    </message>
    <message>
        <source>%1 live schemas need no comparison</source>
        <translation>%1 个实时 Schema 无需比较</translation>
    </message>
    <message>
        <source>%1 broken</source>
        <translation>%1 个已失效</translation>
    </message>
    <message>
        <source>%1 differ</source>
        <translation>%1 个有差异</translation>
    </message>
    <message>
        <source>%1 equal</source>
        <translation>%1 个一致</translation>
    </message>
    <message>
        <source>%1 not known</source>
        <translation>%1 个未知</translation>
    </message>
    <message>
        <source>All %1</source>
        <translation>全部 %1</translation>
    </message>
    <message>
        <source>No table mappings in %1.</source>
        <translation>%1 中没有表映射。</translation>
    </message>
    <message>
        <source>%1, differences</source>
        <translation>%1 的差异</translation>
    </message>
    <message>
        <source>Isthmus did not make this mapping: both sides are compared as they are</source>
        <translation>该映射不是由 Isthmus 创建：按双方现状比较</translation>
    </message>
    <message>
        <source>Repair…</source>
        <translation>修复…</translation>
    </message>
    <message>
        <source>Repair 1 mapping…</source>
        <translation>修复 1 个映射…</translation>
    </message>
    <message>
        <source>Repair %1 mappings…</source>
        <translation>修复 %1 个映射…</translation>
    </message>
    <message>
        <source>Tick the mappings that are to be repaired: Space</source>
        <translation>请勾选要修复的映射：空格键</translation>
    </message>
    <message>
        <source>Shows the plan first: Ctrl+Return</source>
        <translation>先显示计划：Ctrl+Return</translation>
    </message>
    <message>
        <source>Repairing changes or drops only the definition in Hologres. No row in MaxCompute is touched.</source>
        <translation>修复只会更改或删除 Hologres 中的定义，不影响 MaxCompute 中的任何行。</translation>
    </message>
    <message>
        <source>compared without its record, which cannot be read</source>
        <translation>记录无法读取，已不使用它进行比较</translation>
    </message>
    <message>
        <source>nothing is remembered of it: both sides are compared as they are</source>
        <translation>没有它的记录：按双方现状比较</translation>
    </message>
    <message>
        <source>%1 differs</source>
        <translation>%1 个有差异</translation>
    </message>
</context>
<context>
    <name>isthmus::views::DropExternalSchemaDialog</name>
    <message>
        <source>External schema</source>
        <translation>外部 Schema</translation>
    </message>
</context>
<context>
    <name>isthmus::views::DropExternalTableDialog</name>
    <message>
        <source>External table</source>
        <translation>外部表</translation>
    </message>
</context>
<context>
    <name>isthmus::views::DropForeignServerDialog</name>
    <message>
        <source>Foreign server</source>
        <translation>外部数据源</translation>
    </message>
</context>
<context>
    <name>isthmus::views::DropForeignTableDialog</name>
    <message>
        <source>Foreign table</source>
        <translation>外部表</translation>
    </message>
</context>
<context>
    <name>isthmus::views::FilterBar</name>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>all rows, for example %1</source>
        <translation>所有行，例如 %1</translation>
    </message>
    <message>
        <source>any order</source>
        <translation>任意顺序</translation>
    </message>
    <message>
        <source>Read the rows that match from the server (Enter)</source>
        <translation>从服务器读取匹配的行（Enter）</translation>
    </message>
    <message>
        <source>Show all rows, in any order</source>
        <translation>显示所有行，顺序任意</translation>
    </message>
    <message>
        <source>not understood</source>
        <translation>无法理解</translation>
    </message>
    <message>
        <source>server reads it</source>
        <translation>服务器可以理解</translation>
    </message>
    <message>
        <source>Rows for which this holds, from the server (Ctrl+Shift+F)</source>
        <translation>满足此条件的行，由服务器筛选 (Ctrl+Shift+F)</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>未检查</translation>
    </message>
    <message>
        <source>no answer for %1 s</source>
        <translation>已 %1 秒无响应</translation>
    </message>
    <message>
        <source>The server has not said yet whether it understands this. Apply it all the same, or go on typing.</source>
        <translation>服务器尚未说明能否理解此条件。可以直接应用，也可以继续输入。</translation>
    </message>
</context>
<context>
    <name>isthmus::views::GoToBox</name>
    <message>
        <source>Go to anything… (Ctrl+P)</source>
        <translation>转到任意对象…（Ctrl+P）</translation>
    </message>
    <message>
        <source>Go to anything</source>
        <translation>转到任意对象</translation>
    </message>
</context>
<context>
    <name>isthmus::views::GoToFactsPane</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Same name</source>
        <translation>同名对象</translation>
    </message>
    <message>
        <source>Read the facts (Ctrl+I)</source>
        <translation>读取信息 (Ctrl+I)</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>in 1 other place</source>
        <translation>另有 1 处</translation>
    </message>
    <message>
        <source>in %1 other places</source>
        <translation>另有 %1 处</translation>
    </message>
</context>
<context>
    <name>isthmus::views::GoToPanel</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Schemas</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Go to anything</source>
        <translation>转到任意对象</translation>
    </message>
    <message>
        <source>Name of a table, schema or column</source>
        <translation>表、Schema 或列的名称</translation>
    </message>
    <message>
        <source>also %1</source>
        <translation>也可输入 %1</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>匹配项</translation>
    </message>
    <message>
        <source>Enter preview · F4 open for good · Ctrl+T show in tree · Alt+1 to Alt+4 sort · Tab connection · Esc close</source>
        <translation>Enter 预览 · F4 固定打开 · Ctrl+T 在树中显示 · Alt+1 至 Alt+4 类别 · Tab 连接 · Esc 关闭</translation>
    </message>
    <message>
        <source>&amp;Read them now</source>
        <translation>立即读取(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Pause reading</source>
        <translation>暂停读取(&amp;P)</translation>
    </message>
    <message>
        <source>All connections</source>
        <translation>所有连接</translation>
    </message>
    <message>
        <source>reading is paused</source>
        <translation>读取已暂停</translation>
    </message>
    <message>
        <source>&amp;Resume reading</source>
        <translation>继续读取(&amp;R)</translation>
    </message>
    <message>
        <source>Read &amp;all columns</source>
        <translation>读取全部列(&amp;A)</translation>
    </message>
    <message>
        <source>Enter choose · Alt+1 to Alt+4 sort · Tab connection · Esc close</source>
        <translation>Enter 选择 · Alt+1 至 Alt+4 类别 · Tab 连接 · Esc 关闭</translation>
    </message>
    <message>
        <source>%1 is no table or view.</source>
        <translation>%1 不是表或视图。</translation>
    </message>
</context>
<context>
    <name>isthmus::views::GridView</name>
    <message>
        <source>&amp;View cell</source>
        <translation>查看单元格(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Copy name</source>
        <translation>复制名称(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>The value is here in part only.</source>
        <translation>该值在此只有一部分。</translation>
    </message>
    <message>
        <source>The server cannot compare values of this type in a filter.</source>
        <translation>服务器无法在过滤条件中比较此类型的值。</translation>
    </message>
    <message>
        <source>&amp;Filter by %1</source>
        <translation>按 %1 过滤(&amp;F)</translation>
    </message>
    <message>
        <source>Filter &amp;out %1</source>
        <translation>排除 %1(&amp;O)</translation>
    </message>
    <message>
        <source>Sort loaded rows &amp;ascending</source>
        <translation>已加载的行升序排列(&amp;A)</translation>
    </message>
    <message>
        <source>Sort loaded rows &amp;descending</source>
        <translation>已加载的行降序排列(&amp;D)</translation>
    </message>
    <message>
        <source>As &amp;read</source>
        <translation>按读取顺序(&amp;R)</translation>
    </message>
    <message>
        <source>Order by it on the &amp;server</source>
        <translation>由服务器按此列排序(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Hide column</source>
        <translation>隐藏列(&amp;H)</translation>
    </message>
    <message>
        <source>Show all columns (%1 hidden)</source>
        <translation>显示所有列（已隐藏 %1 列）</translation>
    </message>
    <message>
        <source>Se&amp;lect column</source>
        <translation>选择列(&amp;L)</translation>
    </message>
    <message>
        <source>Cop&amp;y as</source>
        <translation>复制为(&amp;Y)</translation>
    </message>
</context>
<context>
    <name>isthmus::views::HologresUserDialog</name>
    <message>
        <source>&amp;User</source>
        <translation>用户(&amp;U)</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Permission model</source>
        <translation>权限模型</translation>
    </message>
    <message>
        <source>As the database has it</source>
        <translation>按数据库现有的模型</translation>
    </message>
    <message>
        <source>Permission &amp;model</source>
        <translation>权限模型(&amp;M)</translation>
    </message>
    <message>
        <source>Viewer: reads rows</source>
        <translation>Viewer：读取行</translation>
    </message>
    <message>
        <source>Writer: reads and writes rows</source>
        <translation>Writer：读写行</translation>
    </message>
    <message>
        <source>Developer: makes tables too</source>
        <translation>Developer：还可建表</translation>
    </message>
    <message>
        <source>R&amp;ights</source>
        <translation>权限(&amp;I)</translation>
    </message>
</context>
<context>
    <name>isthmus::views::HoverCard</name>
    <message>
        <source>Facts</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>测试连接</translation>
    </message>
    <message>
        <source>Esc closes this card</source>
        <translation>按 Esc 关闭此卡片</translation>
    </message>
    <message>
        <source>F2 keeps this card open</source>
        <translation>按 F2 固定此卡片</translation>
    </message>
</context>
<context>
    <name>isthmus::views::ImportDialog</name>
    <message>
        <source>Import connections</source>
        <translation>导入连接</translation>
    </message>
    <message>
        <source>Connections that were found</source>
        <translation>找到的连接</translation>
    </message>
    <message>
        <source>From a &amp;file…</source>
        <translation>从文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Import connections from a file</source>
        <translation>从文件导入连接</translation>
    </message>
    <message>
        <source>Looking for connections of odpscmd, PostgreSQL and in environment variables.</source>
        <translation>正在查找 odpscmd、PostgreSQL 和环境变量中的连接。</translation>
    </message>
    <message>
        <source>No connections of odpscmd or PostgreSQL, and none in environment variables, were found.</source>
        <translation>没有找到 odpscmd 或 PostgreSQL 的连接，环境变量中也没有。</translation>
    </message>
    <message>
        <source>Connections that other programs keep. Tick those to save; F2 gives one another name. Secrets go to the secret store and are not shown.</source>
        <translation>其他程序保存的连接。勾选要保存的；按 F2 可改名。密钥存入密钥库，不会显示。</translation>
    </message>
    <message>
        <source>&amp;Import 1 connection</source>
        <translation>导入 1 个连接(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Import %1 connections</source>
        <translation>导入 %1 个连接(&amp;I)</translation>
    </message>
</context>
<context>
    <name>isthmus::views::KindsButton</name>
    <message>
        <source>Tables</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Partitioned tables</source>
        <translation>分区表</translation>
    </message>
    <message>
        <source>External tables</source>
        <translation>外部表</translation>
    </message>
    <message>
        <source>Foreign tables</source>
        <translation>外部表（Foreign Table）</translation>
    </message>
    <message>
        <source>Dynamic tables</source>
        <translation>Dynamic Table</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Materialized views</source>
        <translation>物化视图</translation>
    </message>
    <message>
        <source>Kinds shown</source>
        <translation>显示的种类</translation>
    </message>
    <message>
        <source>Show &amp;all kinds</source>
        <translation>显示所有种类(&amp;A)</translation>
    </message>
    <message>
        <source>Kinds shown: all</source>
        <translation>显示的种类：全部</translation>
    </message>
    <message>
        <source>Not shown: %1</source>
        <translation>未显示：%1</translation>
    </message>
</context>
<context>
    <name>isthmus::views::LineagePage</name>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Export picture</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>Find objects</source>
        <translation>查找对象</translation>
    </message>
    <message>
        <source>Marks objects whose name holds the text (Ctrl+F); Enter and F3 go to the next.</source>
        <translation>标记名称包含该文本的对象（Ctrl+F）；按 Enter 或 F3 转到下一个。</translation>
    </message>
    <message>
        <source>Look for readers in…</source>
        <translation>查找读取者…</translation>
    </message>
    <message>
        <source>Looks through all external tables of a connection to MaxCompute for readers of the current object that no run has told of.</source>
        <translation>逐一查看某个 MaxCompute 连接的所有外部表，找出运行记录中没有的当前对象的读取者。</translation>
    </message>
    <message>
        <source>Zoom out (Ctrl+-)</source>
        <translation>缩小 (Ctrl+-)</translation>
    </message>
    <message>
        <source>Zoom in (Ctrl++)</source>
        <translation>放大 (Ctrl++)</translation>
    </message>
    <message>
        <source>Show all (Ctrl+9)</source>
        <translation>显示全部 (Ctrl+9)</translation>
    </message>
    <message>
        <source>Show as a list too</source>
        <translation>同时以列表显示</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Objects of the lineage</source>
        <translation>血缘中的对象</translation>
    </message>
    <message>
        <source>No MaxCompute connection yet</source>
        <translation>还没有 MaxCompute 连接</translation>
    </message>
    <message>
        <source>Cancelled. What was read before is shown.</source>
        <translation>已取消。显示的是此前读取的内容。</translation>
    </message>
    <message>
        <source>No sources known</source>
        <translation>没有已知来源</translation>
    </message>
    <message>
        <source>No readers known</source>
        <translation>没有已知读取者</translation>
    </message>
    <message>
        <source>Fold sources</source>
        <translation>收起来源</translation>
    </message>
    <message>
        <source>Fold readers</source>
        <translation>收起读取者</translation>
    </message>
    <message>
        <source>Show sources</source>
        <translation>显示来源</translation>
    </message>
    <message>
        <source>Show readers</source>
        <translation>显示读取者</translation>
    </message>
    <message>
        <source>What %1 reads (Ctrl+Left)</source>
        <translation>%1 读取什么 (Ctrl+Left)</translation>
    </message>
    <message>
        <source>Who reads %1 (Ctrl+Right)</source>
        <translation>谁读取 %1 (Ctrl+Right)</translation>
    </message>
    <message>
        <source>not among what is shown</source>
        <translation>不在所示内容中</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>The picture is too large for PNG.</source>
        <translation>图片太大，无法导出为 PNG。</translation>
    </message>
    <message>
        <source>Export it as SVG, or fold some of it.</source>
        <translation>请导出为 SVG，或收起一部分。</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
</context>
<context>
    <name>isthmus::views::LineageView</name>
    <message>
        <source>Lineage picture</source>
        <translation>血缘图</translation>
    </message>
    <message>
        <source>What it reads</source>
        <translation>它读取什么</translation>
    </message>
    <message>
        <source>Who reads it</source>
        <translation>谁读取它</translation>
    </message>
</context>
<context>
    <name>isthmus::views::LoadTableGroupDialog</name>
    <message>
        <source>Loaded now</source>
        <translation>当前加载状态</translation>
    </message>
    <message>
        <source>Load to</source>
        <translation>加载到</translation>
    </message>
    <message>
        <source>Compute group</source>
        <translation>计算组</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>副本数</translation>
    </message>
    <message>
        <source>Compute &amp;group</source>
        <translation>计算组(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Replicas</source>
        <translation>副本数(&amp;R)</translation>
    </message>
</context>
<context>
    <name>isthmus::views::MainWindow</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Close &amp;tab</source>
        <translation>关闭标签页(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Catalog</source>
        <translation>目录(&amp;C)</translation>
    </message>
    <message>
        <source>Show &amp;facts and keep them open</source>
        <translation>显示信息并保持打开(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Task</source>
        <translation>任务(&amp;T)</translation>
    </message>
    <message>
        <source>T&amp;ools</source>
        <translation>工具(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Welcome page</source>
        <translation>欢迎页(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;About Isthmus</source>
        <translation>关于 Isthmus(&amp;A)</translation>
    </message>
    <message>
        <source>Go to &amp;Hologres</source>
        <translation>转到 Hologres(&amp;H)</translation>
    </message>
    <message>
        <source>Go to &amp;MaxCompute</source>
        <translation>转到 MaxCompute(&amp;M)</translation>
    </message>
    <message>
        <source>Go to the &amp;page</source>
        <translation>转到页面(&amp;P)</translation>
    </message>
    <message>
        <source>Go to &amp;Activity</source>
        <translation>转到活动(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation>下一个窗格(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Stack catalogs</source>
        <translation>目录上下排列(&amp;S)</translation>
    </message>
    <message>
        <source>Show Acti&amp;vity</source>
        <translation>显示活动(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>The language changes when Isthmus starts again.</source>
        <translation>语言在 Isthmus 重新启动后更改。</translation>
    </message>
    <message>
        <source>No active runs</source>
        <translation>没有运行中的任务</translation>
    </message>
    <message>
        <source>%1 — Isthmus</source>
        <translation>%1 — Isthmus</translation>
    </message>
    <message>
        <source>About Isthmus</source>
        <translation>关于 Isthmus</translation>
    </message>
    <message>
        <source>A data catalog for Hologres and MaxCompute, side by side.
Free software under the GNU General Public License, version 3 or later.
Built on Qt %1.</source>
        <translation>Hologres 与 MaxCompute 并排显示的数据目录。
自由软件，采用 GNU 通用公共许可证第 3 版或更高版本。
基于 Qt %1 构建。</translation>
    </message>
    <message>
        <source>&amp;Go to anything…</source>
        <translation>转到任意对象(&amp;G)…</translation>
    </message>
    <message>
        <source>1 run active</source>
        <translation>1 个任务运行中</translation>
    </message>
    <message>
        <source>%1 runs active</source>
        <translation>%1 个任务运行中</translation>
    </message>
    <message>
        <source>There is no page for %1</source>
        <translation>没有 %1 的页面</translation>
    </message>
    <message>
        <source>It may be of a later version of Isthmus.</source>
        <translation>它可能属于更新版本的 Isthmus。</translation>
    </message>
    <message>
        <source>Export connections without secrets</source>
        <translation>导出连接（不含密钥）</translation>
    </message>
    <message>
        <source>The connections were written to %1, without secrets.</source>
        <translation>连接已写入 %1，不含密钥。</translation>
    </message>
    <message>
        <source>Left out, since they are of a sandbox or have problems: %1.</source>
        <translation>因属于沙箱或有问题而略去：%1。</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>CSV with a byte order mark (*.csv)</source>
        <translation>带字节顺序标记的 CSV (*.csv)</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON 行 (*.jsonl)</translation>
    </message>
    <message>
        <source>INSERT statements (*.sql)</source>
        <translation>INSERT 语句 (*.sql)</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>导出 %1</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>筛选(&amp;F)</translation>
    </message>
    <message>
        <source>%1 — Production — Isthmus</source>
        <translation>%1 — 生产 — Isthmus</translation>
    </message>
    <message>
        <source>HTML, to pass on (*.html)</source>
        <translation>HTML，用于转交 (*.html)</translation>
    </message>
    <message>
        <source>CSV, one line a column (*.csv)</source>
        <translation>CSV，每列一行 (*.csv)</translation>
    </message>
    <message>
        <source>JSON, for programs (*.json)</source>
        <translation>JSON，供程序使用 (*.json)</translation>
    </message>
    <message>
        <source>Compare the structure of %1 with the table:</source>
        <translation>将 %1 的结构与下列表比较：</translation>
    </message>
    <message>
        <source>%1 is the same table: there is nothing to compare.</source>
        <translation>%1 是同一张表：没有可比较的内容。</translation>
    </message>
    <message>
        <source>Pick another one.</source>
        <translation>请选择另一张表。</translation>
    </message>
    <message>
        <source>Save SQL of %1</source>
        <translation>保存 SQL：%1</translation>
    </message>
    <message>
        <source>SQL (*.sql)</source>
        <translation>SQL (*.sql)</translation>
    </message>
    <message>
        <source>SVG, to be scaled (*.svg)</source>
        <translation>SVG，可缩放 (*.svg)</translation>
    </message>
    <message>
        <source>PNG, in the colours of the screen (*.png)</source>
        <translation>PNG，屏幕配色 (*.png)</translation>
    </message>
    <message>
        <source>&amp;Open task file…</source>
        <translation>打开任务文件(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a task</source>
        <translation>打开任务</translation>
    </message>
    <message>
        <source>Save the task</source>
        <translation>保存任务</translation>
    </message>
    <message>
        <source>Task (*.json)</source>
        <translation>任务 (*.json)</translation>
    </message>
</context>
<context>
    <name>isthmus::views::ManyTablesDialog</name>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>&amp;Schema</source>
        <translation>Schema(&amp;S)</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>前缀</translation>
    </message>
    <message>
        <source>prefix</source>
        <translation>前缀</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Knows {table}, {schema} and {database}</source>
        <translation>可用 {table}、{schema} 和 {database}</translation>
    </message>
    <message>
        <source>Suffix</source>
        <translation>后缀</translation>
    </message>
    <message>
        <source>suffix</source>
        <translation>后缀</translation>
    </message>
    <message>
        <source>&amp;Names</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>Statements at a time</source>
        <translation>同时执行的语句数</translation>
    </message>
    <message>
        <source>Statements &amp;at a time</source>
        <translation>同时执行的语句数(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Go on after an error</source>
        <translation>出错后继续(&amp;G)</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表</translation>
    </message>
</context>
<context>
    <name>isthmus::views::MapSchemaDialog</name>
    <message>
        <source>Source</source>
        <translation>源</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>项目(&amp;P)</translation>
    </message>
    <message>
        <source>External schema</source>
        <translation>外部 Schema</translation>
    </message>
    <message>
        <source>External &amp;schema</source>
        <translation>外部 Schema(&amp;S)</translation>
    </message>
    <message>
        <source>If the name is taken</source>
        <translation>名称已存在时</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Keep the present schema</source>
        <translation>保留现有 Schema</translation>
    </message>
    <message>
        <source>&amp;If the name is taken</source>
        <translation>名称已存在时(&amp;I)</translation>
    </message>
    <message>
        <source>Foreign server</source>
        <translation>外部数据源</translation>
    </message>
    <message>
        <source>&amp;Foreign server</source>
        <translation>外部数据源(&amp;F)</translation>
    </message>
    <message>
        <source>Source in SQL</source>
        <translation>SQL 中的源</translation>
    </message>
    <message>
        <source>Source in S&amp;QL</source>
        <translation>SQL 中的源(&amp;Q)</translation>
    </message>
    <message>
        <source>Tables as MaxCompute will see them</source>
        <translation>MaxCompute 中将看到的表</translation>
    </message>
    <message>
        <source>&amp;New…</source>
        <translation>新建(&amp;N)…</translation>
    </message>
    <message>
        <source>New foreign server</source>
        <translation>新建外部数据源</translation>
    </message>
    <message>
        <source>Makes a foreign server for this schema, or says what to enter in the console</source>
        <translation>为此 Schema 创建外部数据源，或说明在控制台中填写的内容</translation>
    </message>
</context>
<context>
    <name>isthmus::views::MapTableDialog</name>
    <message>
        <source>Source</source>
        <translation>源</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>&amp;Schema</source>
        <translation>Schema(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>项目(&amp;P)</translation>
    </message>
    <message>
        <source>External table</source>
        <translation>外部表</translation>
    </message>
    <message>
        <source>External &amp;table</source>
        <translation>外部表(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Dual signature</source>
        <translation>双签名(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;RAM role</source>
        <translation>RAM 角色(&amp;R)</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>访问方式</translation>
    </message>
    <message>
        <source>RAM role ARN</source>
        <translation>RAM 角色 ARN</translation>
    </message>
    <message>
        <source>Role AR&amp;N</source>
        <translation>角色 ARN(&amp;N)</translation>
    </message>
    <message>
        <source>Lifecycle in days</source>
        <translation>生命周期（天）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>If the name is taken</source>
        <translation>名称已存在时</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Keep the present table</source>
        <translation>保留现有表</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>&amp;If the name is taken</source>
        <translation>名称已存在时(&amp;I)</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>&amp;Lifecycle</source>
        <translation>生命周期(&amp;L)</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Location</translation>
    </message>
    <message>
        <source>L&amp;ocation</source>
        <translation>Location(&amp;O)</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>MaxCompute takes on this role to read</source>
        <translation>MaxCompute 扮演此角色读取数据</translation>
    </message>
    <message>
        <source>Same account on both sides</source>
        <translation>两侧使用同一账号</translation>
    </message>
    <message>
        <source>Type-loss report</source>
        <translation>类型损失报告</translation>
    </message>
    <message>
        <source>What would be lost, and how many values are at risk; this form stays open.</source>
        <translation>会损失什么、有多少值有风险；此表单保持打开。</translation>
    </message>
    <message>
        <source>RAM roles of foreign servers</source>
        <translation>外部数据源的 RAM 角色</translation>
    </message>
</context>
<context>
    <name>isthmus::views::MapTablesDialog</name>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>项目(&amp;P)</translation>
    </message>
    <message>
        <source>If a name is taken</source>
        <translation>名称已存在时</translation>
    </message>
    <message>
        <source>Keep the present table</source>
        <translation>保留现有的表</translation>
    </message>
    <message>
        <source>Drop and make anew</source>
        <translation>删除并重新创建</translation>
    </message>
    <message>
        <source>Take the next free name</source>
        <translation>使用下一个可用名称</translation>
    </message>
    <message>
        <source>&amp;If a name is taken</source>
        <translation>名称已存在时(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Dual signature</source>
        <translation>双签名(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;RAM role</source>
        <translation>RAM 角色(&amp;R)</translation>
    </message>
    <message>
        <source>RAM role ARN</source>
        <translation>RAM 角色 ARN</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>访问方式</translation>
    </message>
    <message>
        <source>Lifecycle in days</source>
        <translation>生命周期（天）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>&amp;Lifecycle</source>
        <translation>生命周期(&amp;L)</translation>
    </message>
    <message>
        <source>Read the &amp;first row of each (one more job each)</source>
        <translation>读取每个表的第一行（每个表多一个作业）(&amp;F)</translation>
    </message>
    <message>
        <source>RAM roles of foreign servers</source>
        <translation>外部数据源的 RAM 角色</translation>
    </message>
</context>
<context>
    <name>isthmus::views::MapToHologresDialog</name>
    <message>
        <source>Source</source>
        <translation>源</translation>
    </message>
    <message>
        <source>&amp;Database</source>
        <translation>数据库(&amp;D)</translation>
    </message>
    <message>
        <source>Read the &amp;first row of each</source>
        <translation>读取每个表的第一行(&amp;F)</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Foreign table</source>
        <translation>外部表</translation>
    </message>
    <message>
        <source>Foreign &amp;table</source>
        <translation>外部表(&amp;T)</translation>
    </message>
    <message>
        <source>If a name is taken</source>
        <translation>名称已存在时</translation>
    </message>
    <message>
        <source>Keep the present table</source>
        <translation>保留现有表</translation>
    </message>
    <message>
        <source>Drop and make anew</source>
        <translation>删除并重新创建</translation>
    </message>
    <message>
        <source>Take the next free name</source>
        <translation>使用下一个可用名称</translation>
    </message>
    <message>
        <source>Make none of the tables</source>
        <translation>一个表也不创建</translation>
    </message>
    <message>
        <source>&amp;If a name is taken</source>
        <translation>名称已存在时(&amp;I)</translation>
    </message>
    <message>
        <source>If Hologres has no type for a column</source>
        <translation>Hologres 没有对应列类型时</translation>
    </message>
    <message>
        <source>Leave out the table</source>
        <translation>略去该表</translation>
    </message>
    <message>
        <source>Leave out the column</source>
        <translation>略去该列</translation>
    </message>
    <message>
        <source>If there is no t&amp;ype</source>
        <translation>无对应类型时(&amp;Y)</translation>
    </message>
    <message>
        <source>Types</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Reset the columns</source>
        <translation>重置列</translation>
    </message>
    <message>
        <source>All columns of this table, with the types that are proposed</source>
        <translation>该表的所有列，类型均为建议的类型</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>isthmus::views::MasterPasswordDialog</name>
    <message>
        <source>No desktop keychain answers, so secrets are kept in a file encrypted with a master password. Whoever forgets it has to enter all secrets again.</source>
        <translation>桌面密钥环没有应答，因此密钥保存在用主密码加密的文件中。忘记主密码后，需要重新输入所有密钥。</translation>
    </message>
    <message>
        <source>No desktop keychain answers, so secrets are kept in a file encrypted with a master password.</source>
        <translation>桌面密钥环没有应答，因此密钥保存在用主密码加密的文件中。</translation>
    </message>
    <message>
        <source>&amp;New master password</source>
        <translation>新主密码(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Master password</source>
        <translation>主密码(&amp;M)</translation>
    </message>
    <message>
        <source>The same once &amp;more</source>
        <translation>再输入一次(&amp;M)</translation>
    </message>
    <message>
        <source>That is not the master password.</source>
        <translation>主密码不正确。</translation>
    </message>
    <message>
        <source>Set Password</source>
        <translation>设置密码</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The two differ.</source>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <source>New master password</source>
        <translation>新主密码</translation>
    </message>
    <message>
        <source>Master password</source>
        <translation>主密码</translation>
    </message>
</context>
<context>
    <name>isthmus::views::MessageBand</name>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
</context>
<context>
    <name>isthmus::views::NewForeignServerDialog</name>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>Hologres connection</source>
        <translation>Hologres 连接</translation>
    </message>
    <message>
        <source>Takes host, port and database of a saved connection</source>
        <translation>取用已保存连接的主机、端口和数据库</translation>
    </message>
    <message>
        <source>Fill in from…</source>
        <translation>取自…</translation>
    </message>
    <message>
        <source>H&amp;ologres connection</source>
        <translation>Hologres 连接(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation>主机(&amp;H)</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>端口(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Database</source>
        <translation>数据库(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Comment</source>
        <translation>备注(&amp;C)</translation>
    </message>
    <message>
        <source>Foreign server</source>
        <translation>外部数据源</translation>
    </message>
    <message>
        <source>Who reads</source>
        <translation>读取身份</translation>
    </message>
    <message>
        <source>RAM role</source>
        <translation>RAM 角色</translation>
    </message>
    <message>
        <source>Task executor, for external projects</source>
        <translation>任务执行者，用于外部项目</translation>
    </message>
    <message>
        <source>&amp;Who reads</source>
        <translation>读取身份(&amp;W)</translation>
    </message>
    <message>
        <source>Role &amp;ARN</source>
        <translation>角色 ARN(&amp;A)</translation>
    </message>
    <message>
        <source>To enter in MaxCompute&apos;s console</source>
        <translation>在 MaxCompute 控制台中填写</translation>
    </message>
    <message>
        <source>Copy the values</source>
        <translation>复制这些值</translation>
    </message>
    <message>
        <source>RAM roles of other foreign servers</source>
        <translation>其他外部数据源的 RAM 角色</translation>
    </message>
</context>
<context>
    <name>isthmus::views::PartitionButton</name>
    <message>
        <source>Filter partitions</source>
        <translation>过滤分区</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>All partitions</source>
        <translation>所有分区</translation>
    </message>
    <message>
        <source>Latest partition</source>
        <translation>最新分区</translation>
    </message>
    <message>
        <source>%1 (latest)</source>
        <translation>%1（最新）</translation>
    </message>
    <message>
        <source>Partition: %1</source>
        <translation>分区：%1</translation>
    </message>
    <message>
        <source>Choose the partition whose rows are shown</source>
        <translation>选择要显示哪个分区的行</translation>
    </message>
    <message>
        <source>1 partition</source>
        <translation>1 个分区</translation>
    </message>
    <message>
        <source>%1 partitions</source>
        <translation>%1 个分区</translation>
    </message>
    <message>
        <source>Reading partitions</source>
        <translation>正在读取分区</translation>
    </message>
    <message>
        <source>Reading partitions: no answer for %1 s. Esc cancels.</source>
        <translation>正在读取分区：已 %1 秒无响应。按 Esc 取消。</translation>
    </message>
</context>
<context>
    <name>isthmus::views::PinnedView</name>
    <message>
        <source>Pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>Drag rows to order them, or press Alt+Up and Alt+Down.</source>
        <translation>拖动各行可调整顺序，也可按 Alt+↑ 和 Alt+↓。</translation>
    </message>
</context>
<context>
    <name>isthmus::views::PlanDialog</name>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Edit connection…</source>
        <translation>编辑连接…</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Copy the plan&apos;s SQL</source>
        <translation>复制计划的 SQL</translation>
    </message>
    <message>
        <source>Steps of the plan</source>
        <translation>计划的步骤</translation>
    </message>
    <message>
        <source>SQL of the plan</source>
        <translation>计划的 SQL</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation>输入 %1 以确认</translation>
    </message>
    <message>
        <source>Run the plan (Ctrl+Enter)</source>
        <translation>运行计划 (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>The plan writes to %1. Type that name to confirm</source>
        <translation>计划将写入 %1。输入该名称以确认</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save the task to a file…</source>
        <translation>将任务保存到文件…</translation>
    </message>
    <message>
        <source>The task is saved in %1.</source>
        <translation>任务已保存到 %1。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>isthmus::views::PreviewPane</name>
    <message>
        <source>Preview</source>
        <translation>数据预览</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Copy as</source>
        <translation>复制为</translation>
    </message>
    <message>
        <source>View cell</source>
        <translation>查看单元格</translation>
    </message>
    <message>
        <source>Show the whole value (Enter)</source>
        <translation>查看完整值（Enter）</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Write all rows that match into a file (Ctrl+E)</source>
        <translation>把所有匹配的行写入文件 (Ctrl+E)</translation>
    </message>
    <message>
        <source>Read again (F5)</source>
        <translation>重新读取 (F5)</translation>
    </message>
    <message>
        <source>A preview keeps up to %1. Choose rows by WHERE, or export them all.</source>
        <translation>预览最多保留 %1。请用 WHERE 选择行，或导出全部。</translation>
    </message>
    <message>
        <source>This table has no columns; its rows are empty.</source>
        <translation>此表没有列，各行均为空。</translation>
    </message>
    <message>
        <source>No row matches.</source>
        <translation>没有匹配的行。</translation>
    </message>
    <message>
        <source>Partition %1 has no rows.</source>
        <translation>分区 %1 没有数据行。</translation>
    </message>
    <message>
        <source>This table has no rows.</source>
        <translation>此表没有数据行。</translation>
    </message>
    <message>
        <source>Sorted here: loaded rows only</source>
        <translation>在此排序：仅已加载的行</translation>
    </message>
    <message>
        <source>Filter and order: by the server</source>
        <translation>过滤和排序：由服务器完成</translation>
    </message>
    <message>
        <source>Reading more rows…</source>
        <translation>正在读取更多行…</translation>
    </message>
    <message>
        <source>Run the query for more rows</source>
        <translation>运行查询以读取更多行</translation>
    </message>
    <message>
        <source>More rows</source>
        <translation>更多行</translation>
    </message>
    <message>
        <source>Columns %1 of %2</source>
        <translation>列 %1 / %2</translation>
    </message>
    <message>
        <source>Show all columns</source>
        <translation>显示所有列</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Read all values of the current column: NULLs, distinct values, least and greatest</source>
        <translation>读取当前列的所有值：NULL 数、不同值数、最小值和最大值</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>统计行数</translation>
    </message>
    <message>
        <source>Count all rows</source>
        <translation>统计所有行</translation>
    </message>
    <message>
        <source>Have the server count all rows that match</source>
        <translation>让服务器统计所有匹配的行</translation>
    </message>
    <message>
        <source>None of the %1 loaded rows matches &apos;%2&apos;. Rows that are not loaded were not looked at.</source>
        <translation>已加载的 %1 行中没有与“%2”匹配的。未加载的行没有查找。</translation>
    </message>
    <message>
        <source>None of the %1 rows matches &apos;%2&apos;.</source>
        <translation>%1 行中没有与“%2”匹配的。</translation>
    </message>
    <message>
        <source>Sorting the loaded rows…</source>
        <translation>正在对已加载的行排序…</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除过滤</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel reading more rows</source>
        <translation>取消读取更多行</translation>
    </message>
    <message>
        <source>Reading more rows: no answer for %1 s</source>
        <translation>正在读取更多行：已 %1 秒无响应</translation>
    </message>
</context>
<context>
    <name>isthmus::views::ProductionFrame</name>
    <message>
        <source>Production</source>
        <translation>生产</translation>
    </message>
</context>
<context>
    <name>isthmus::views::QueryQuestion</name>
    <message>
        <source>Run the query</source>
        <translation>运行查询</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>The rows of %1 come by a query only, which %2 runs as a job and may bill. It reads up to the limit that it names, but may scan more.</source>
        <translation>%1 的行只能通过查询得到，%2 会把它作为作业运行，可能计费。它最多读取语句中限定的行数，但扫描的数据可能更多。</translation>
    </message>
    <message>
        <source>Do not ask again for %1</source>
        <translation>对 %1 不再询问</translation>
    </message>
</context>
<context>
    <name>isthmus::views::RepairMappingsDialog</name>
    <message>
        <source>Mappings to repair</source>
        <translation>要修复的映射</translation>
    </message>
    <message>
        <source>Mappings</source>
        <translation>映射</translation>
    </message>
</context>
<context>
    <name>isthmus::views::RowFilterBox</name>
    <message>
        <source>Filter loaded rows</source>
        <translation>筛选已加载的行</translation>
    </message>
    <message>
        <source>%1 of %2 loaded rows</source>
        <translation>已加载的 %2 行中的 %1 行</translation>
    </message>
    <message>
        <source>%1, %2% looked at</source>
        <translation>%1，已查找 %2%</translation>
    </message>
    <message>
        <source>Show only those of the loaded rows in which a value contains the text (Ctrl+F).
In one column: %1. NULL: %2. The empty string: %3. As text: in quotes.
Values of hidden columns count. The server is not asked: that is what WHERE does.
Meanwhile more rows are loaded by &quot;More rows&quot; only, not by scrolling.</source>
        <translation>只显示已加载的行中有值包含此文本的行 (Ctrl+F)。
限定某一列：%1。NULL：%2。空字符串：%3。作为普通文本：加引号。
隐藏列的值也计入。不向服务器查询：那是 WHERE 的作用。
此时只有“更多行”会加载更多行，滚动不会。</translation>
    </message>
</context>
<context>
    <name>isthmus::views::SavedTaskDialog</name>
    <message>
        <source>Saved task</source>
        <translation>已保存的任务</translation>
    </message>
</context>
<context>
    <name>isthmus::views::StatusItems</name>
    <message>
        <source>No connections</source>
        <translation>没有连接</translation>
    </message>
</context>
<context>
    <name>isthmus::views::StructureDiffPage</name>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>The two tables side by side</source>
        <translation>两张表并列显示</translation>
    </message>
    <message>
        <source>Swap sides</source>
        <translation>左右互换</translation>
    </message>
    <message>
        <source>The left table is the right one, and the other way round (Ctrl+Shift+X).</source>
        <translation>交换左表和右表 (Ctrl+Shift+X)。</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Reads both tables again (F5).</source>
        <translation>重新读取两张表 (F5)。</translation>
    </message>
    <message>
        <source>and</source>
        <translation>与</translation>
    </message>
    <message>
        <source>Filter rows</source>
        <translation>筛选行</translation>
    </message>
    <message>
        <source>Only rows whose names, types or values hold the text (Ctrl+F).</source>
        <translation>只显示名称、类型或值中包含该文本的行 (Ctrl+F)。</translation>
    </message>
    <message>
        <source>Only differences</source>
        <translation>只显示差异</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Left: %1</source>
        <translation>左：%1</translation>
    </message>
    <message>
        <source>Right: %1</source>
        <translation>右：%1</translation>
    </message>
    <message>
        <source>The same table on both sides</source>
        <translation>两侧是同一张表</translation>
    </message>
    <message>
        <source>differ</source>
        <translation>有差异</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>equivalent</source>
        <translation>等价</translation>
    </message>
    <message>
        <source>read %1</source>
        <translation>读取于 %1</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>%1: no answer for %2 s</source>
        <translation>%1：已 %2 秒没有应答</translation>
    </message>
    <message>
        <source>Reading was cancelled.</source>
        <translation>读取已取消。</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
</context>
<context>
    <name>isthmus::views::SummaryBand</name>
    <message>
        <source>Run the query</source>
        <translation>运行查询</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>isthmus::views::TablePage</name>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Edit connection…</source>
        <translation>编辑连接…</translation>
    </message>
    <message>
        <source>Map…</source>
        <translation>映射…</translation>
    </message>
    <message>
        <source>Copy DDL</source>
        <translation>复制 DDL</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Pages of the table</source>
        <translation>表的各页</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>数据预览</translation>
    </message>
    <message>
        <source>DDL</source>
        <translation>DDL</translation>
    </message>
    <message>
        <source>Primary key %1</source>
        <translation>主键 %1</translation>
    </message>
    <message>
        <source>1 mapping</source>
        <translation>1 个映射</translation>
    </message>
    <message>
        <source>%L1 mappings</source>
        <translation>%L1 个映射</translation>
    </message>
    <message>
        <source>Reading the first rows</source>
        <translation>正在读取前若干行</translation>
    </message>
    <message>
        <source>Reading the definition</source>
        <translation>正在读取定义</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>Start the sandbox</source>
        <translation>启动沙箱</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1: no answer for %2 s</source>
        <translation>%1：已 %2 秒无响应</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消固定</translation>
    </message>
    <message>
        <source>Reading was cancelled.</source>
        <translation>读取已取消。</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>Repair…</source>
        <translation>修复…</translation>
    </message>
    <message>
        <source>All mappings</source>
        <translation>所有映射</translation>
    </message>
    <message>
        <source>Compare all mappings of the schema</source>
        <translation>比较该 Schema 的所有映射</translation>
    </message>
</context>
<context>
    <name>isthmus::views::TableRunsPageView</name>
    <message>
        <source>Tables of the run</source>
        <translation>运行中的表</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>显示日志</translation>
    </message>
    <message>
        <source>Cancel rest</source>
        <translation>取消其余</translation>
    </message>
    <message>
        <source>Stops what runs and begins no other table; what was made stays</source>
        <translation>停止正在运行的语句，不再开始其他表；已创建的表保留</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Copies a line for each table, for a spreadsheet</source>
        <translation>为每个表复制一行，可粘贴到电子表格</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Statements at a time</source>
        <translation>同时执行的语句数</translation>
    </message>
    <message>
        <source>At a &amp;time</source>
        <translation>并发数(&amp;T)</translation>
    </message>
    <message>
        <source>An error leaves out one table</source>
        <translation>出错时只影响一个表</translation>
    </message>
    <message>
        <source>The first error stops the run</source>
        <translation>首个错误即停止运行</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Makes the tables whose making failed or that were not reached; the others are verified again</source>
        <translation>创建此前失败或尚未处理的表；其他表会重新验证</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <translation>%1：%2%3</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1：%2。%3</translation>
    </message>
</context>
<context>
    <name>isthmus::views::TreeDelegate</name>
    <message>
        <source>live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>no answer for %1 s</source>
        <translation>已有 %1 秒无响应</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
</context>
<context>
    <name>isthmus::views::TypeLossDetails</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>no value at risk</source>
        <translation>没有有风险的值</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>未统计</translation>
    </message>
    <message>
        <source>%1 of %2 values at risk, %3</source>
        <translation>%2 个值中有 %1 个有风险，用时 %3</translation>
    </message>
    <message>
        <source>Show these rows</source>
        <translation>显示这些行</translation>
    </message>
    <message>
        <source>How it is counted</source>
        <translation>统计方式</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the condition</source>
        <translation>复制条件</translation>
    </message>
    <message>
        <source>Choose a column</source>
        <translation>选择一列</translation>
    </message>
    <message>
        <source>Other types that can be chosen: %1</source>
        <translation>可选择的其他类型：%1</translation>
    </message>
    <message>
        <source>Values at risk:</source>
        <translation>有风险的值：</translation>
    </message>
    <message>
        <source>Every value arrives as it is.</source>
        <translation>所有值原样到达。</translation>
    </message>
    <message>
        <source>%1 rows, counted in %2</source>
        <translation>%1 行，统计用时 %2</translation>
    </message>
    <message>
        <source>Choose a column to see what is lost of it.</source>
        <translation>选择一列，查看其损失。</translation>
    </message>
    <message>
        <source>1 row, counted in %1</source>
        <translation>1 行，计数用时 %1</translation>
    </message>
</context>
<context>
    <name>isthmus::views::TypeLossPage</name>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Types of the columns</source>
        <translation>各列的类型</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Export report…</source>
        <translation>导出报告…</translation>
    </message>
    <message>
        <source>Filter columns</source>
        <translation>筛选列</translation>
    </message>
    <message>
        <source>Only columns whose name, type or table holds the text (Ctrl+F).</source>
        <translation>仅显示名称、类型或所属表包含该文本的列（Ctrl+F）。</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Hide exact</source>
        <translation>隐藏一致的列</translation>
    </message>
    <message>
        <source>Count values at risk</source>
        <translation>统计有风险的值</translation>
    </message>
    <message>
        <source>Hologres reads each table once and tells how many values would be lost (Ctrl+Enter).</source>
        <translation>Hologres 将每张表读取一次，并给出会损失的值的数量（Ctrl+Enter）。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Map…</source>
        <translation>映射…</translation>
    </message>
    <message>
        <source>Types to Hologres</source>
        <translation>到 Hologres 的类型</translation>
    </message>
    <message>
        <source>Types to MaxCompute</source>
        <translation>到 MaxCompute 的类型</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 列%2</translation>
    </message>
    <message>
        <source>Counting in %1</source>
        <translation>正在统计 %1</translation>
    </message>
    <message>
        <source>Reading the types of %1</source>
        <translation>正在读取 %1 的类型</translation>
    </message>
    <message>
        <source>%1: no answer for %2 s</source>
        <translation>%1：%2 秒无响应</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
    <message>
        <source>Types read %1.</source>
        <translation>类型读取于 %1。</translation>
    </message>
    <message>
        <source>Values are counted in Hologres; only figures leave it.</source>
        <translation>值在 Hologres 中统计，仅统计结果离开服务器。</translation>
    </message>
    <message>
        <source>Not taken on this way: %1.</source>
        <translation>此方式不包含：%1。</translation>
    </message>
    <message>
        <source>There is no table here that this way takes.</source>
        <translation>此处没有此方式支持的表。</translation>
    </message>
</context>
<context>
    <name>isthmus::views::WelcomePage</name>
    <message>
        <source>Start with a connection</source>
        <translation>从连接开始</translation>
    </message>
    <message>
        <source>Hologres on the left, MaxCompute on the right. What you drag or right-click becomes a plan that you read before it runs.</source>
        <translation>左侧为 Hologres，右侧为 MaxCompute。拖动或右键单击后会生成计划，先查看，再运行。</translation>
    </message>
    <message>
        <source>Open the sandbox</source>
        <translation>打开沙箱</translation>
    </message>
    <message>
        <source>Both systems on this machine, with the tutorial&apos;s tables. No account needed.</source>
        <translation>两套系统都在本机，并带有教程中的表。无需账号。</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Connect to %1…</source>
        <translation>连接到 %1…</translation>
    </message>
    <message>
        <source>Import connections of odpscmd and PostgreSQL…</source>
        <translation>导入 odpscmd 和 PostgreSQL 的连接…</translation>
    </message>
</context>
<context>
    <name>isthmus::views::ZoneButton</name>
    <message>
        <source>Time zone: %1</source>
        <translation>时区：%1</translation>
    </message>
    <message>
        <source>Points in time are shown in the session&apos;s zone.</source>
        <translation>时间点以会话的时区显示。</translation>
    </message>
    <message>
        <source>Points in time are shown in this zone; the session&apos;s is %1.</source>
        <translation>时间点以此时区显示；会话的时区是 %1。</translation>
    </message>
    <message>
        <source>Session: %1</source>
        <translation>会话：%1</translation>
    </message>
    <message>
        <source>This computer: %1</source>
        <translation>本机：%1</translation>
    </message>
    <message>
        <source>Another zone…</source>
        <translation>其他时区…</translation>
    </message>
</context>
<context>
    <name>isthmus::views::ZoneDialog</name>
    <message>
        <source>Time Zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Only how the rows are shown and copied changes; nothing is read again.</source>
        <translation>只改变行的显示与复制方式，不会重新读取。</translation>
    </message>
    <message>
        <source>A name of the tz database such as Asia/Shanghai. Offsets (GMT+8) and abbreviations (CST) are none.</source>
        <translation>tz 数据库中的名称，例如 Asia/Shanghai。偏移量（GMT+8）和缩写（CST）不是名称。</translation>
    </message>
</context>
</TS>
